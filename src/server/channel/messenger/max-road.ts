import type { MessengerSetup } from '#contract/messenger';
import { second } from '#kernel/instant';
import { z } from 'zod';
import { equalSecrets } from './equal-secrets';
import { callMessenger, type MessengerAnswer } from './messenger-call';
import type { MessengerWords } from './text/messenger-words';
import { RoadClosedError, type Account, type HookAnswer, type HookCall, type MessengerEvent, type PartResult, type Road } from './road';

type Max = Extract<MessengerSetup, { kind: 'max' }>;
type MaxPorts = { readonly root: string; readonly words: MessengerWords };

const kinds = ['message_created', 'message_edited'] as const;

/** MAX by its bot API: a subscription calls us with our secret. */
export function maxRoad({ hookSecret }: Pick<Account, 'hookSecret'>, { token }: Max, { root, words }: MaxPorts): Road {
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
    answer: (call) => answerMax(hookSecret, words, call),
    send: async ({ address, part }) => {
      if (part.kind !== 'text') return { outcome: 'refused', reason: 'delivery.noFiles', detail: 'max' };
      const answer = await post(`/messages?user_id=${encodeURIComponent(address)}`, { text: part.text }).catch(() => null);
      return answer === null ? { outcome: 'retry', reason: 'delivery.unreachable', detail: 'no answer' } : resultOf(answer);
    },
  };
}

const me = z.object({ user_id: z.int(), username: z.string().nullish(), first_name: z.string().nullish() });
const sent = z.object({ message: z.object({ body: z.object({ mid: z.string() }) }) });

/** https://dev.max.ru/docs-api; 403: the person stopped the bot. */
function resultOf({ status, retryAfter, body }: MessengerAnswer): PartResult {
  const taken = sent.safeParse(body);
  if (status === 200 && taken.success) return { outcome: 'sent', external: taken.data.message.body.mid };
  const detail = `max ${status}`;
  if (status === 403) return { outcome: 'refused', reason: 'delivery.blocked', detail };
  if (status === 429) return { outcome: 'retry', reason: 'delivery.unreachable', detail, after: retryAfter ?? second };
  if (status === 401 || status >= 500) return { outcome: 'retry', reason: 'delivery.unreachable', detail };
  return { outcome: 'refused', reason: 'delivery.refused', detail };
}

const attachment = z.object({ type: z.string(), filename: z.string().optional() });
const update = z.object({
  update_type: z.enum(kinds),
  timestamp: z.number(),
  message: z.object({
    sender: z.object({ user_id: z.int(), first_name: z.string().nullish(), last_name: z.string().nullish(), name: z.string().nullish() }),
    recipient: z.object({ chat_type: z.string().optional() }),
    body: z.object({ mid: z.string(), text: z.string().nullish(), attachments: z.array(attachment).nullish() }),
  }),
});

function answerMax(secret: string, words: MessengerWords, { method, header, body }: HookCall): HookAnswer | null {
  if (method !== 'POST' || !equalSecrets(header('x-max-bot-api-secret') ?? '', secret)) return null;
  const read = update.safeParse(JSON.parse(body.toString('utf8')));
  // Other kinds of news, and what was said among several people.
  if (!read.success || (read.data.message.recipient.chat_type ?? 'dialog') !== 'dialog') return { body: '', events: [] };
  return { body: '', events: [eventOf(read.data, words)] };
}

function eventOf({ update_type: type, timestamp, message: { sender, body } }: z.infer<typeof update>, words: MessengerWords): MessengerEvent {
  const attached = (body.attachments ?? []).map((one) => wordOf(one, words));
  const text = [body.text ?? '', ...attached].filter((line) => line !== '').join('\n');
  const name = [sender.first_name, sender.last_name].filter((part) => (part ?? '') !== '').join(' ');
  const address = String(sender.user_id);
  const event = { type: 'message', address, author: { value: address, name: name === '' ? (sender.name ?? '') : name }, files: [] } as const;
  if (type === 'message_edited') return { ...event, key: `${body.mid}:${timestamp}`, text: words.edited(text) };
  return { ...event, key: body.mid, text: text === '' ? words.unknown : text };
}

function wordOf({ type, filename }: z.infer<typeof attachment>, words: MessengerWords): string {
  switch (type) {
    case 'image':
      return words.photo;
    case 'audio':
      return words.voice;
    case 'video':
      return words.video;
    case 'sticker':
      return words.sticker('');
    default:
      return words.file(filename ?? '');
  }
}
