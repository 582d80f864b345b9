import type { MessengerSetup } from '#contract/messenger';
import { second, type Duration } from '#kernel/instant';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Egress } from '../../egress';
import { equalSecrets } from './equal-secrets';
import { maxAttachment, maxFile, maxWord, uploadToMax } from './max-files';
import { callMessenger, notReached, tellOnce, type MessengerAnswer } from './messenger-call';
import type { MessengerWords } from './text/messenger-words';
import { RoadClosedError, type Account, type HookAnswer, type HookCall, type MessengerEvent, type OutgoingPart, type PartResult, type Road } from './road';

type Max = Extract<MessengerSetup, { kind: 'max' }>;
type MaxPorts = { readonly root: string; readonly words: MessengerWords; readonly egress: Egress };

const kinds = ['message_created', 'message_edited'] as const;

/** MAX by its bot API: a subscription calls us with our secret. */
export function maxRoad({ hookSecret }: Pick<Account, 'hookSecret'>, { token }: Max, { root, words, egress }: MaxPorts): Road {
  const headers = { authorization: token, 'content-type': 'application/json' };
  const post = (path: string, body: object): Promise<MessengerAnswer> => callMessenger(`${root}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return {
    longestText: 4000,
    identify: async () => {
      const { status, body } = await callMessenger(`${root}/me`, { method: 'GET', headers });
      if (status === 401 || status === 403) throw new RoadClosedError('messenger.keyRefused');
      const known = me.safeParse(body);
      if (!known.success) throw new RoadClosedError('messenger.unreachable');
      const { user_id: account, username, first_name: first } = known.data;
      return { account: String(account), name: (username ?? '') === '' ? (first ?? String(account)) : `@${username}` };
    },
    subscribe: async (hook) => {
      const { status } = await post('/subscriptions', { url: hook, update_types: kinds, secret: hookSecret });
      if (status !== 200) throw new RoadClosedError(status === 401 ? 'messenger.keyRefused' : 'messenger.hookRefused');
    },
    answer: (call) => answerMax(hookSecret, { words, egress }, call),
    send: async (outgoing) => {
      const body = await bodyOf(outgoing.part, (file) => uploadToMax(root, { authorization: token }, file));
      if ('outcome' in body) return body;
      return tellOnce(outgoing, () => whenReady(() => post(`/messages?user_id=${encodeURIComponent(outgoing.address)}`, body)), resultOf);
    },
  };
}

type Uploading = (file: Extract<OutgoingPart, { kind: 'file' }>) => ReturnType<typeof uploadToMax>;

async function bodyOf(part: OutgoingPart, upload: Uploading): Promise<{ readonly text?: string; readonly attachments?: readonly object[] } | PartResult> {
  if (part.kind !== 'file') return { text: part.text };
  const uploaded = await upload(part).catch(notReached);
  if ('refused' in uploaded) return resultOf(uploaded.refused);
  return 'attachment' in uploaded ? { attachments: [uploaded.attachment] } : uploaded;
}

const me = z.object({ user_id: z.int(), username: z.string().nullish(), first_name: z.string().nullish() });
const sent = z.object({ message: z.object({ body: z.object({ mid: z.string() }) }) });

const notReady = z.object({ code: z.literal('attachment.not.ready') });
const pauses: readonly Duration[] = [second / 2, second, 2 * second, 4 * second, 8 * second];

/** What was uploaded takes a while to be ready; refused so, the message is certainly not there. */
async function whenReady(post: () => Promise<MessengerAnswer>): Promise<MessengerAnswer> {
  for (const pause of pauses) {
    const answer = await post();
    if (!notReady.safeParse(answer.body).success) return answer;
    await sleep(pause);
  }
  return post();
}

/** https://dev.max.ru/docs-api; 403: the person stopped the bot. */
function resultOf({ status, retryAfter, body }: MessengerAnswer): PartResult {
  const taken = sent.safeParse(body);
  if (status === 200 && taken.success) return { outcome: 'sent', external: taken.data.message.body.mid };
  const detail = `max ${status}`;
  if (status === 403) return { outcome: 'refused', reason: 'delivery.blocked', detail };
  if (status === 429) return { outcome: 'retry', reason: 'delivery.unreachable', detail, after: retryAfter ?? second };
  if (status === 401 || status >= 500 || notReady.safeParse(body).success) return { outcome: 'retry', reason: 'delivery.unreachable', detail };
  return { outcome: 'refused', reason: 'delivery.refused', detail };
}

const update = z.object({
  update_type: z.enum(kinds),
  timestamp: z.number(),
  message: z.object({
    sender: z.object({ user_id: z.int(), first_name: z.string().nullish(), last_name: z.string().nullish(), name: z.string().nullish() }),
    recipient: z.object({ chat_type: z.string().optional() }),
    body: z.object({ mid: z.string(), text: z.string().nullish(), attachments: z.array(maxAttachment).nullish() }),
  }),
});

type Reading = Pick<MaxPorts, 'words' | 'egress'>;

function answerMax(secret: string, reading: Reading, { method, header, body }: HookCall): HookAnswer | null {
  if (method !== 'POST' || !equalSecrets(header('x-max-bot-api-secret') ?? '', secret)) return null;
  const read = update.safeParse(JSON.parse(body.toString('utf8')));
  // Other kinds of news, and what was said among several people.
  if (!read.success || (read.data.message.recipient.chat_type ?? 'dialog') !== 'dialog') return { body: '', events: [] };
  return { body: '', events: [eventOf(read.data, reading)] };
}

function eventOf({ update_type: type, timestamp, message: { sender, body } }: z.infer<typeof update>, { words, egress }: Reading): MessengerEvent {
  // An edit says what was changed in words; its files are here since it was first said.
  const attached = (body.attachments ?? []).map((one) => (type === 'message_edited' ? null : maxFile(one, egress)) ?? maxWord(one, words));
  const files = attached.filter((one) => typeof one !== 'string');
  const text = [body.text ?? '', ...attached.filter((one) => typeof one === 'string')].filter((line) => line !== '').join('\n');
  const name = [sender.first_name, sender.last_name].filter((part) => (part ?? '') !== '').join(' ');
  const address = String(sender.user_id);
  const event = { type: 'message', address, author: { value: address, name: name === '' ? (sender.name ?? '') : name }, files, said: timestamp } as const;
  if (type === 'message_edited') return { ...event, key: `${body.mid}:${timestamp}`, text: words.edited(text) };
  return { ...event, key: body.mid, text: text === '' && files.length === 0 ? words.unknown : text };
}
