import type { MessengerSetup } from '#contract/messenger';
import { second } from '#kernel/instant';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Egress } from '../../egress';
import { equalSecrets } from './equal-secrets';
import { callMessenger } from './messenger-call';
import type { MessengerWords } from './text/messenger-words';
import { RoadClosedError, type HookAnswer, type HookCall, type MessengerEvent, type Outgoing, type PartResult, type Road } from './road';
import { notHeard, uploadToVk, vkAttachment, vkFile, vkWord, type VkAnswer } from './vk-files';

/** https://dev.vk.com/ru/reference/versions */
const version = '5.199';

type Vk = Extract<MessengerSetup, { kind: 'vk' }>;
type VkPorts = { readonly root: string; readonly words: MessengerWords; readonly egress: Egress };

/** A community of VK: its Callback API calls us, messages.send takes answers. */
export function vkRoad(setup: Vk, { root, words, egress }: VkPorts): Road {
  const ask = (method: string, fields: Readonly<Record<string, string>>): Promise<VkAnswer> => askVk(`${root}/method/${method}`, { ...fields, access_token: setup.token, v: version });
  return {
    longestText: 4096,
    identify: async () => {
      const answer = await ask('groups.getById', { group_id: String(setup.group) });
      if ('failed' in answer) throw new RoadClosedError(answer.failed === 5 || answer.failed === 27 ? 'messenger.keyRefused' : 'messenger.unreachable');
      const [group] = groups.parse(answer.said).groups;
      if (group?.id !== setup.group) throw new RoadClosedError('messenger.keyRefused');
      return { account: String(group.id), name: group.name };
    },
    // The administrator enters the address in the community's own settings, which ask for the confirmation then.
    subscribe: () => Promise.resolve(),
    answer: (call) => answerVk(setup, { words, egress }, call),
    send: async ({ address, key, part }) => {
      const said = part.kind === 'file' ? await orNotHeard(uploadToVk(ask, address, part)) : { message: part.text };
      if ('failed' in said) return resultOf(said);
      return resultOf(await orNotHeard(ask('messages.send', { user_id: address, random_id: String(numberOf(key)), ...said, dont_parse_links: '1' })));
    },
    typing: async (address) => void (await ask('messages.setActivity', { user_id: address, type: 'typing' })),
  };
}

/** VK takes one message with the same number once: a repeat of ours is answered and not shown again. */
function numberOf(key: Outgoing['key']): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) & 0x7fff_ffff;
}

const groups = z.object({ groups: z.array(z.object({ id: z.int(), name: z.string() })) });
const answered = z.object({ response: z.unknown() });
const failed = z.object({ error: z.object({ error_code: z.int() }) });

async function askVk(url: string, fields: Readonly<Record<string, string>>): Promise<VkAnswer> {
  const { body } = await callMessenger(url, { method: 'POST', body: new URLSearchParams(fields) });
  const error = failed.safeParse(body);
  if (error.success) return { failed: error.data.error.error_code };
  const answer = answered.safeParse(body);
  if (!answer.success || answer.data.response === undefined) throw new RoadClosedError('messenger.unreachable');
  return { said: answer.data.response };
}

async function orNotHeard<Value>(asked: Promise<Value>): Promise<Value | { readonly failed: number }> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RoadClosedError) return { failed: notHeard };
    throw error;
  }
}

/** https://dev.vk.com/ru/reference/errors; 901 and 902: the person takes no messages of this community. */
function resultOf(answer: VkAnswer): PartResult {
  if ('said' in answer) return { outcome: 'sent', external: String(z.coerce.number().parse(answer.said)) };
  const detail = `vk ${answer.failed}`;
  switch (answer.failed) {
    case 901:
    case 902:
    case 900:
      return { outcome: 'refused', reason: 'delivery.blocked', detail };
    case 6:
    case 9:
    case 29:
      return { outcome: 'retry', reason: 'delivery.unreachable', detail, after: answer.failed === 6 ? second : 60 * second };
    case notHeard:
    case 1:
    case 5:
    case 10:
      return { outcome: 'retry', reason: 'delivery.unreachable', detail };
    default:
      return { outcome: 'refused', reason: 'delivery.refused', detail };
  }
}

const call = z.object({ type: z.string(), group_id: z.int(), secret: z.string().optional(), object: z.unknown().optional() });
const message = z.object({
  id: z.int(),
  peer_id: z.int(),
  from_id: z.int(),
  text: z.string(),
  conversation_message_id: z.int(),
  update_time: z.int().optional(),
  date: z.number().optional(),
  attachments: z.array(vkAttachment).optional().default([]),
});
const fresh = z.object({ message });

type Reading = Pick<VkPorts, 'words' | 'egress'>;

function answerVk(setup: Vk, reading: Reading, { method, body }: HookCall): HookAnswer | null {
  const read = method === 'POST' ? call.safeParse(JSON.parse(body.toString('utf8'))) : null;
  if (read === null || !read.success || read.data.group_id !== setup.group) return null;
  const { type, secret, object } = read.data;
  // The only word that VK knows before it knows the secret.
  if (type === 'confirmation') return { body: setup.confirmation, events: [] };
  if (!equalSecrets(secret ?? '', setup.secret)) return null;
  const said = type === 'message_new' ? fresh.safeParse(object).data?.message : type === 'message_edit' ? message.safeParse(object).data : undefined;
  // Of several people at once, or by the community itself: no customer's message.
  if (said === undefined || said.peer_id !== said.from_id || said.from_id <= 0) return { body: 'ok', events: [] };
  return { body: 'ok', events: [eventOf(said, reading, type === 'message_edit')] };
}

function eventOf(said: z.infer<typeof message>, { words, egress }: Reading, isEdited: boolean): MessengerEvent {
  // An edit says what was changed in words; its files are here since it was first said.
  const attached = said.attachments.map((one) => (isEdited ? null : vkFile(one, egress)) ?? vkWord(one, words));
  const files = attached.filter((one) => typeof one !== 'string');
  const text = [said.text, ...attached.filter((one) => typeof one === 'string')].filter((line) => line !== '').join('\n');
  const own = `${said.peer_id}:${said.conversation_message_id}`;
  const address = String(said.from_id);
  const key = isEdited ? `${own}:${said.update_time ?? 0}` : own;
  return { type: 'message', key, address, author: { value: address, name: `VK ${address}` }, text: isEdited ? words.edited(text) : text === '' && files.length === 0 ? words.unknown : text, files, said: said.date === undefined ? null : said.date * second };
}
