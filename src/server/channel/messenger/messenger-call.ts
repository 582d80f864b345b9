import { second, type Duration } from '#kernel/instant';
import { RoadClosedError } from './road';

const patience: Duration = 30 * second;

export type MessengerAnswer = { readonly status: number; readonly retryAfter: Duration | null; readonly body: unknown };

/** Calls a messenger that speaks JSON; throws when nobody answers. */
export async function callMessenger(url: string, call: { readonly method: 'GET' | 'POST'; readonly headers?: Readonly<Record<string, string>>; readonly body?: URLSearchParams | string }): Promise<MessengerAnswer> {
  const { method, headers = {}, body } = call;
  const answer = await fetch(url, { method, headers, redirect: 'error', signal: AbortSignal.timeout(patience), ...(body === undefined ? {} : { body }) }).catch(() => null);
  if (answer === null) throw new RoadClosedError('messenger.unreachable');
  const seconds = Number(answer.headers.get('retry-after') ?? '');
  const parsed: unknown = await answer.json().catch(() => null);
  return { status: answer.status, retryAfter: seconds > 0 ? seconds * second : null, body: parsed };
}
