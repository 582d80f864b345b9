import { second, type Duration } from '#kernel/instant';
import { z } from 'zod';
import { RoadClosedError, UnansweredError, type Outgoing, type PartResult } from './road';

/** A file takes longer than words. */
const patience: Duration = 30 * second;
const patienceWithFile: Duration = 180 * second;

export type MessengerAnswer = { readonly status: number; readonly retryAfter: Duration | null; readonly body: unknown };
type MessengerCall = { readonly method: 'GET' | 'POST'; readonly headers?: Readonly<Record<string, string>>; readonly body?: URLSearchParams | FormData | string };

/** Calls a messenger that speaks JSON; throws when nobody answers. */
export async function callMessenger(url: string, { method, headers = {}, body }: MessengerCall): Promise<MessengerAnswer> {
  const signal = AbortSignal.timeout(body instanceof FormData ? patienceWithFile : patience);
  try {
    const answer = await fetch(url, { method, headers, redirect: 'error', signal, ...(body === undefined ? {} : { body }) });
    const seconds = Number(answer.headers.get('retry-after') ?? '');
    const text = await answer.text();
    return { status: answer.status, retryAfter: seconds > 0 ? seconds * second : null, body: parsed(text) };
  } catch (error) {
    throw neverReached(error) ? new RoadClosedError('messenger.unreachable') : new UnansweredError();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What fails before a word of ours has left. */
const beforeTheFirstWord: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'ERR_INVALID_URL', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'];

const fault = z.object({ code: z.unknown(), cause: z.unknown(), error: z.unknown(), errors: z.array(z.unknown()).optional().catch(undefined) }).partial();

/** Whether a call failed on its way there: libraries wrap what the system said. */
export function neverReached(error: unknown): boolean {
  const known = fault.safeParse(error).data;
  if (known === undefined) return false;
  if (typeof known.code === 'string' && beforeTheFirstWord.includes(known.code)) return true;
  return [known.cause, known.error, ...(known.errors ?? [])].some((inner) => inner !== undefined && neverReached(inner));
}

/** For what comes before the message: whatever failed, the message has not left. */
export function notReached(error: unknown): PartResult {
  if (error instanceof RoadClosedError) return { outcome: 'retry', reason: 'delivery.unreachable', detail: 'not reached' };
  throw error;
}

/** A proxy of theirs gave up waiting: behind it the work may be done. */
const gatewayTimeout = 504;

/** Tells a messenger something that it must not be told twice, and reads what it answers. */
export async function tellOnce({ leaving }: Pick<Outgoing, 'leaving'>, call: () => Promise<MessengerAnswer>, read: (answer: MessengerAnswer) => PartResult): Promise<PartResult> {
  await leaving();
  try {
    const answer = await call();
    if (answer.status === gatewayTimeout) return { outcome: 'doubt', detail: 'http 504' };
    const result = read(answer);
    // It says that it took it, in words that nobody understands.
    return answer.status === 200 && result.outcome !== 'sent' ? { outcome: 'doubt', detail: 'http 200' } : result;
  } catch (error) {
    return error instanceof UnansweredError ? { outcome: 'doubt', detail: 'no answer' } : notReached(error);
  }
}
