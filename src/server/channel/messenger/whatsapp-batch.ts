import { z } from 'zod';
import { second } from '#kernel/instant';
import type { MessengerWords } from './text/messenger-words';
import type { MessengerEvent, RemoteFile } from './road';

const media = z.object({ id: z.string().optional(), mime_type: z.string().optional(), caption: z.string().optional(), filename: z.string().optional() });
const message = z.object({
  id: z.string().min(1).max(500),
  from: z.string().min(1).max(50),
  type: z.string().optional(),
  /** In seconds. */
  timestamp: z.coerce.number().optional(),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ text: z.string() }).optional(),
  reaction: z.object({ emoji: z.string().optional() }).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), name: z.string().optional() }).optional(),
  sticker: z.object({}).optional(),
  image: media.optional(),
  video: media.optional(),
  audio: media.optional(),
  document: media.optional(),
});
const status = z.object({ id: z.string(), status: z.string(), errors: z.array(z.object({ code: z.int() })).optional() });
const contact = z.object({ wa_id: z.string(), profile: z.object({ name: z.string() }).optional() });

/** One that cannot be read hides none of the others. */
function each<Value>(schema: z.ZodType<Value>): z.ZodType<readonly Value[]> {
  return z.array(z.unknown()).default([]).transform((all) => all.flatMap((one) => schema.safeParse(one).data ?? []));
}

const value = z.object({ messages: each(message), statuses: each(status), contacts: each(contact) });
const batch = z.object({ entry: each(z.object({ changes: each(z.object({ value })) })) });

type Reading = { readonly words: MessengerWords; readonly fetchFile: (id: string) => Promise<Uint8Array | 'lost'> };

/** Everything in a batch, in its order. */
export function whatsappEvents(raw: unknown, reading: Reading): readonly MessengerEvent[] {
  const read = batch.safeParse(raw);
  if (!read.success) return [];
  return read.data.entry.flatMap(({ changes }) => changes).flatMap((change) => [
    ...change.value.messages.map((said) => messageOf(said, change.value.contacts, reading)),
    ...change.value.statuses.flatMap(progressOf),
  ]);
}

function messageOf(said: z.infer<typeof message>, contacts: readonly z.infer<typeof contact>[], reading: Reading): MessengerEvent {
  const name = contacts.find(({ wa_id: whose }) => whose === said.from)?.profile?.name ?? `+${said.from}`;
  return { type: 'message', key: said.id, address: said.from, author: { value: said.from, name }, text: textOf(said, reading.words), files: filesOf(said, reading), said: said.timestamp === undefined ? null : said.timestamp * second };
}

function textOf(said: z.infer<typeof message>, words: MessengerWords): string {
  if (said.text !== undefined) return said.text.body;
  if (said.button !== undefined) return said.button.text;
  if (said.reaction !== undefined) return words.reaction(said.reaction.emoji ?? '');
  if (said.sticker !== undefined) return words.sticker('');
  if (said.location !== undefined) return words.location(said.location.name ?? `${said.location.latitude}, ${said.location.longitude}`);
  const sent = said.image ?? said.video ?? said.audio ?? said.document;
  if (sent === undefined) return words.unknown;
  if (sent.id !== undefined) return sent.caption ?? '';
  const word = said.image ? words.photo : said.video ? words.video : said.audio ? words.voice : words.file(sent.filename ?? '');
  return [word, sent.caption ?? ''].filter((line) => line !== '').join('\n');
}

const plain = {
  image: { name: 'photo.jpg', type: 'image/jpeg' },
  video: { name: 'video.mp4', type: 'video/mp4' },
  audio: { name: 'voice.ogg', type: 'audio/ogg' },
  document: { name: 'file', type: 'application/octet-stream' },
} as const;

function filesOf(said: z.infer<typeof message>, { fetchFile }: Reading): readonly RemoteFile[] {
  return (['image', 'video', 'audio', 'document'] as const).flatMap((kind) => {
    const { id, filename, mime_type: type } = said[kind] ?? {};
    return id === undefined ? [] : [{ name: filename ?? plain[kind].name, type: type ?? plain[kind].type, fetch: () => fetchFile(id) }];
  });
}

const closedWindow = 131047;

function progressOf({ id, status: name, errors }: z.infer<typeof status>): readonly MessengerEvent[] {
  if (name === 'delivered' || name === 'read') return [{ type: 'progress', external: id, state: name }];
  if (name !== 'failed') return [];
  return [{ type: 'failed', external: id, reason: errors?.some(({ code }) => code === closedWindow) === true ? 'delivery.windowClosed' : 'delivery.refused' }];
}
