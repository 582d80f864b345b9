import type { MessengerSetup } from '#contract/messenger';
import { second } from '#kernel/instant';
import { Api, GrammyError, InputFile } from 'grammy';
import type { z } from 'zod';
import { equalSecrets } from './equal-secrets';
import { neverReached } from './messenger-call';
import type { MessengerWords } from './text/messenger-words';
import { RoadClosedError, type Account, type HookAnswer, type HookCall, type Outgoing, type PartResult, type Road } from './road';
import { telegramEvents, telegramUpdate } from './telegram-update';

/** How long one question for what is new stays open, in seconds. */
const patience = 25;
const updatesAtOnce = 50;
/** A bot may fetch no larger files; https://core.telegram.org/bots/api#getfile */
const largestFile = 20 * 1024 * 1024;

/** What is larger goes as a file; https://core.telegram.org/bots/api#sendphoto */
const largestPhoto = 10 * 1024 * 1024;

const kinds = ['message', 'edited_message'] as const;

export type TelegramPorts = { readonly root: string; readonly words: MessengerWords };
type Telegram = Extract<MessengerSetup, { kind: 'telegram' }>;

/** Telegram by its Bot API: asked by us, or calling us where the company has given a public address. */
export function telegramRoad({ hookSecret }: Pick<Account, 'hookSecret'>, { token, base }: Telegram, { root, words }: TelegramPorts): Road {
  const api = new Api(token, { apiRoot: root, timeoutSeconds: patience + 10 });
  const fetchFile = (id: string): Promise<Uint8Array | 'lost'> => fetchTelegramFile(api, `${root}/file/bot${token}`, id);
  const reading = { words, fetchFile };
  const hear: Road['hear'] = async (cursor, signal) => {
    const offset = cursor === null ? {} : { offset: Number(cursor) };
    const updates = await asked(() => api.getUpdates({ ...offset, timeout: patience, limit: updatesAtOnce, allowed_updates: kinds }, signalFor(signal)));
    return updates.map((raw) => {
      const update = telegramUpdate.parse(raw);
      return { cursor: String(update.update_id + 1), events: telegramEvents(update, reading) };
    });
  };
  return {
    longestText: 4096,
    identify: async () => {
      const { id, username, first_name: first } = await asked(() => api.getMe());
      return { account: String(id), name: username === undefined ? first : `@${username}` };
    },
    subscribe: async (hook) => {
      if (base === null) await asked(() => api.deleteWebhook());
      else await asked(() => api.setWebhook(hook, { secret_token: hookSecret, allowed_updates: kinds }));
    },
    ...(base === null ? { hear } : {}),
    answer: (call) => answerTelegram(call, hookSecret, (update) => telegramEvents(update, reading)),
    send: (outgoing) => send(api, outgoing),
    typing: async (address) => void (await asked(() => api.sendChatAction(Number(address), 'typing'))),
  };
}

function answerTelegram({ method, header, body }: HookCall, secret: string, read: (update: z.infer<typeof telegramUpdate>) => HookAnswer['events']): HookAnswer | null {
  if (method !== 'POST' || !equalSecrets(header('x-telegram-bot-api-secret-token') ?? '', secret)) return null;
  const update = telegramUpdate.safeParse(JSON.parse(body.toString('utf8')));
  return { body: '', events: update.success ? read(update.data) : [] };
}

/** Of the Bot API server, or of a proxy before it, that gave up waiting: behind it the work may be done. */
const gatewayTimeout = 504;

async function send(api: Api, { address, part, leaving }: Outgoing): Promise<PartResult> {
  const chat = Number(address);
  await leaving();
  try {
    const sent = await sentPart(api, chat, part);
    return { outcome: 'sent', external: `${chat}:${sent.message_id}` };
  } catch (error) {
    if (!(error instanceof GrammyError)) return neverReached(error) ? { outcome: 'retry', reason: 'delivery.unreachable', detail: 'not reached' } : { outcome: 'doubt', detail: 'no answer' };
    const { error_code: code, description: detail, parameters } = error;
    if (code === 403) return { outcome: 'refused', reason: 'delivery.blocked', detail };
    if (code === 429) return { outcome: 'retry', reason: 'delivery.unreachable', detail, after: (parameters.retry_after ?? 1) * second };
    // No code at all: an answer that is not of Telegram.
    if (code === gatewayTimeout || !(code >= 400)) return { outcome: 'doubt', detail: 'no answer' };
    // A key that was withdrawn may be given anew.
    if (code === 401 || code === 404 || code >= 500) return { outcome: 'retry', reason: 'delivery.unreachable', detail };
    return { outcome: 'refused', reason: 'delivery.refused', detail };
  }
}

async function sentPart(api: Api, chat: number, part: Outgoing['part']): Promise<{ readonly message_id: number }> {
  if (part.kind !== 'file') return api.sendMessage(chat, part.text, { link_preview_options: { is_disabled: true } });
  // Where it travels, the library writes it as it is.
  const file = (): InputFile => new InputFile(part.bytes, part.name.replaceAll(/[\p{Cc};"\\]/gu, '_'));
  if (!/^image\/(jpeg|png|webp)$/.test(part.type) || part.bytes.byteLength > largestPhoto) return api.sendDocument(chat, file());
  try {
    return await api.sendPhoto(chat, file());
  } catch (error) {
    // Too long or too wide to be shown, as pictures of whole pages are.
    if (error instanceof GrammyError && error.error_code === 400 && /photo|image/i.test(error.description)) return api.sendDocument(chat, file());
    throw error;
  }
}

/** What the messenger refuses becomes one of the failures of a channel. */
async function asked<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof GrammyError)) throw new RoadClosedError('messenger.unreachable');
    const { error_code: code, method, parameters } = error;
    if (code === 401 || code === 404) throw new RoadClosedError('messenger.keyRefused');
    if (code === 409) throw new RoadClosedError('messenger.listenedElsewhere');
    if (code === 400 && method === 'setWebhook') throw new RoadClosedError('messenger.hookRefused');
    throw new RoadClosedError('messenger.unreachable', parameters.retry_after === undefined ? null : parameters.retry_after * second);
  }
}

async function fetchTelegramFile(api: Api, root: string, id: string): Promise<Uint8Array | 'lost'> {
  const path = await filePath(api, id);
  if (path === null) return 'lost';
  try {
    return await bytesAt(`${root}/${path}`);
  } catch {
    // Cut off, too slow, or nobody there: whoever asks decides how long the words wait for it.
    throw new RoadClosedError('messenger.unreachable');
  }
}

async function bytesAt(url: string): Promise<Uint8Array | 'lost'> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(60 * second), redirect: 'error' });
  if (answer.status >= 500 || answer.status === 429) throw new RoadClosedError('messenger.unreachable');
  if (!answer.ok || Number(answer.headers.get('content-length') ?? 0) > largestFile) return 'lost';
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.byteLength > largestFile ? 'lost' : bytes;
}

/** Null for a file that is gone, or larger than bots may fetch. */
async function filePath(api: Api, id: string): Promise<string | null> {
  try {
    return (await api.getFile(id)).file_path ?? null;
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400) return null;
    throw new RoadClosedError('messenger.unreachable');
  }
}

/** The library's type of a signal is that of an older package; it takes the platform's. */
function signalFor(signal: AbortSignal): Parameters<Api['getMe']>[0] {
  // checked: the library only listens to it
  return signal as Parameters<Api['getMe']>[0];
}
