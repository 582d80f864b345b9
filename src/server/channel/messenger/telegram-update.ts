import { second } from '#kernel/instant';
import { z } from 'zod';
import type { MessengerWords } from './text/messenger-words';
import type { MessengerEvent, RemoteFile } from './road';

const file = z.object({ file_id: z.string(), file_name: z.string().optional(), mime_type: z.string().optional() });

const message = z.object({
  message_id: z.int(),
  /** In seconds. */
  date: z.number().optional(),
  edit_date: z.number().optional(),
  chat: z.object({ id: z.int(), type: z.string() }),
  from: z.object({ first_name: z.string().optional(), last_name: z.string().optional(), username: z.string().optional() }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(z.object({ file_id: z.string() })).optional(),
  document: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  sticker: z.object({ emoji: z.string().optional() }).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  contact: z.object({ first_name: z.string(), phone_number: z.string() }).optional(),
});
type Message = z.infer<typeof message>;

/** Of the Bot API, as far as it concerns us; https://core.telegram.org/bots/api#update */
export const telegramUpdate = z.object({ update_id: z.int(), message: message.optional().catch(undefined), edited_message: message.optional().catch(undefined) });
export type TelegramUpdate = z.infer<typeof telegramUpdate>;

type Reading = { readonly words: MessengerWords; readonly fetchFile: (id: string) => Promise<Uint8Array | 'lost'> };

/** Only what one person writes to the bot: groups are no conversations with a customer. */
export function telegramEvents({ message: said, edited_message: edited }: TelegramUpdate, reading: Reading): readonly MessengerEvent[] {
  const heard = said ?? edited;
  // Pressing "Start" says nothing yet.
  if (heard === undefined || heard.chat.type !== 'private' || heard.text === '/start') return [];
  const { words } = reading;
  const own = `${heard.chat.id}:${heard.message_id}`;
  const text = textOf(heard, words);
  const address = String(heard.chat.id);
  const event = { type: 'message', address, author: { value: address, name: nameOf(heard) }, said: heard.date === undefined ? null : heard.date * second } as const;
  if (said === undefined) return [{ ...event, key: `${own}:${heard.edit_date ?? 0}`, text: words.edited(text), files: [] }];
  return [{ ...event, key: own, text, files: filesOf(heard, reading) }];
}

function nameOf({ from }: Message): string {
  const name = [from?.first_name, from?.last_name].filter((part) => part !== undefined && part !== '').join(' ');
  return name === '' ? (from?.username ?? '') : name;
}

function textOf(said: Message, words: MessengerWords): string {
  const text = said.text ?? said.caption;
  if (text !== undefined) return text;
  if (said.sticker !== undefined) return words.sticker(said.sticker.emoji ?? '');
  if (said.location !== undefined) return words.location(`${said.location.latitude}, ${said.location.longitude}`);
  if (said.contact !== undefined) return words.contact(said.contact.first_name, said.contact.phone_number);
  return filedNames.some((name) => said[name] !== undefined) ? '' : words.unknown;
}

const filedNames = ['photo', 'document', 'voice', 'audio', 'video', 'video_note'] as const;

const plain = {
  voice: { name: 'voice.ogg', type: 'audio/ogg' },
  audio: { name: 'audio.mp3', type: 'audio/mpeg' },
  video: { name: 'video.mp4', type: 'video/mp4' },
  video_note: { name: 'video.mp4', type: 'video/mp4' },
  document: { name: 'file', type: 'application/octet-stream' },
} as const;

function filesOf(said: Message, { fetchFile }: Reading): readonly RemoteFile[] {
  const largest = said.photo?.at(-1);
  const photo: readonly RemoteFile[] = largest === undefined ? [] : [{ name: 'photo.jpg', type: 'image/jpeg', fetch: () => fetchFile(largest.file_id) }];
  const others = (['document', 'voice', 'audio', 'video', 'video_note'] as const).flatMap((name): readonly RemoteFile[] => {
    const sent = said[name];
    return sent === undefined ? [] : [{ name: sent.file_name ?? plain[name].name, type: sent.mime_type ?? plain[name].type, fetch: () => fetchFile(sent.file_id) }];
  });
  return [...photo, ...others];
}
