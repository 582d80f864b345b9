import { limits } from '#contract/limits';
import { mayChange, type Scope } from '#domain/scope';
import { unreachable } from '#kernel/unreachable';
import type { Position } from './local-copy';

/**
 * The server's side of one client's stream as a pure step: catch up → cut over → stream.
 *
 * Invariants
 * - `sent` is the `to` of the last frame that left; the next frame's `from` is `sent`, so frames join without gaps.
 * - In `streaming`, `seen` is the dispatcher's head as this session knows it, and `sent <= seen`: what lies between
 *   holds nothing for this session.
 * - A session that is too slow reads the log again after it drained; nothing is dropped and nothing is buffered without end.
 */
export type Session =
  | { readonly state: 'waiting' }
  | { readonly state: 'catchingUp'; readonly sent: number }
  | { readonly state: 'blocked'; readonly sent: number }
  | { readonly state: 'streaming'; readonly sent: number; readonly seen: number };

/** What the log can offer: changes after `floor`, up to `head`. */
export type LogState = { readonly epoch: string; readonly floor: number; readonly head: number };

/** A piece of the log; `from` is higher than was asked for where the log was trimmed meanwhile. `part` holds this session's changes in whatever encoding the driver uses, or null when there are none. */
export type LogPiece<Part> = { readonly from: number; readonly to: number; readonly part: Part | null };

export type SessionEvent<Part> =
  /** `scopes` are those that the client may hold now; `at` tells those of its copy. */
  | { readonly type: 'greeted'; readonly at: Position | null; readonly scopes: readonly Scope[]; readonly log: LogState }
  /** What the greeting established does not hold any more: nothing leaves until the next one. */
  | { readonly type: 'halted' }
  /** Read from the log on request of `read`; `head` is the dispatcher's head after the read. */
  | { readonly type: 'read'; readonly piece: LogPiece<Part>; readonly head: number; readonly buffered: number }
  /** Dispatched live to every session. */
  | { readonly type: 'logged'; readonly piece: LogPiece<Part>; readonly buffered: number }
  | { readonly type: 'drained' };

export type SessionEffect<Part> =
  | { readonly type: 'welcome' }
  | { readonly type: 'resync' }
  | { readonly type: 'leave'; readonly scopes: readonly Scope[] }
  | { readonly type: 'enter' }
  | { readonly type: 'read'; readonly after: number }
  /** The log was trimmed beyond what this session needs next: the client has to greet again, and begins anew. */
  | { readonly type: 'end' }
  | { readonly type: 'send'; readonly from: number; readonly to: number; readonly part: Part | null };

export type SessionStep<Part> = { readonly session: Session; readonly effects: readonly SessionEffect<Part>[] };

/** After this many foreign changes an empty frame moves the client's cursor, so that a later catch-up is short. */
const longestSilence = 500;

export function serve<Part>(session: Session, event: SessionEvent<Part>): SessionStep<Part> {
  switch (event.type) {
    case 'greeted':
      return greeted(event);
    case 'halted':
      return wait();
    case 'read':
      return session.state === 'catchingUp' ? caughtUp(session.sent, event) : { session, effects: [] };
    case 'logged':
      return session.state === 'streaming' ? streamed(session, event) : { session, effects: [] };
    case 'drained':
      if (session.state !== 'blocked') return { session, effects: [] };
      return { session: { state: 'catchingUp', sent: session.sent }, effects: [{ type: 'read', after: session.sent }] };
    default:
      return unreachable(event);
  }
}

function wait<Part>(...effects: readonly SessionEffect<Part>[]): SessionStep<Part> {
  return { session: { state: 'waiting' }, effects };
}

/** What may not be held any more leaves first, whatever else is wrong with the copy. */
function greeted<Part>({ at, scopes, log }: Extract<SessionEvent<Part>, { type: 'greeted' }>): SessionStep<Part> {
  if (at === null) return wait({ type: 'resync' });
  const left = at.scopes.filter((scope) => !scopes.includes(scope));
  const entered = scopes.filter((scope) => !at.scopes.includes(scope));
  if (![...left, ...entered].every(mayChange)) return wait({ type: 'resync' });
  if (left.length > 0) return wait({ type: 'leave', scopes: left });
  const continues = at.epoch === log.epoch && at.cursor >= log.floor && at.cursor <= log.head;
  if (!continues) return wait({ type: 'resync' });
  if (entered.length > 0) return wait({ type: 'enter' });
  if (at.cursor === log.head) return { session: { state: 'streaming', sent: at.cursor, seen: at.cursor }, effects: [{ type: 'welcome' }] };
  return { session: { state: 'catchingUp', sent: at.cursor }, effects: [{ type: 'welcome' }, { type: 'read', after: at.cursor }] };
}

function caughtUp<Part>(sent: number, event: Extract<SessionEvent<Part>, { type: 'read' }>): SessionStep<Part> {
  const { piece, head, buffered } = event;
  if (piece.from > sent) return { session: { state: 'waiting' }, effects: [{ type: 'end' }] };
  if (piece.from !== sent) return { session: { state: 'catchingUp', sent }, effects: [] };
  const effects: SessionEffect<Part>[] = piece.to > sent ? [{ type: 'send', from: sent, to: piece.to, part: piece.part }] : [];
  if (piece.to >= head) return { session: { state: 'streaming', sent: piece.to, seen: piece.to }, effects };
  if (buffered > limits.sessionBuffer) return { session: { state: 'blocked', sent: piece.to }, effects };
  return { session: { state: 'catchingUp', sent: piece.to }, effects: [...effects, { type: 'read', after: piece.to }] };
}

function streamed<Part>(session: Extract<Session, { state: 'streaming' }>, event: Extract<SessionEvent<Part>, { type: 'logged' }>): SessionStep<Part> {
  const { piece, buffered } = event;
  if (piece.to <= session.seen) return { session, effects: [] };
  // A piece that starts beyond what was seen would leave a hole: the log fills it.
  if (piece.from > session.seen) {
    return { session: { state: 'catchingUp', sent: session.sent }, effects: [{ type: 'read', after: session.sent }] };
  }
  if (buffered > limits.sessionBuffer) return { session: { state: 'blocked', sent: session.sent }, effects: [] };
  const worthSending = piece.part !== null || piece.to - session.sent >= longestSilence;
  if (!worthSending) return { session: { ...session, seen: piece.to }, effects: [] };
  return {
    session: { state: 'streaming', sent: piece.to, seen: piece.to },
    effects: [{ type: 'send', from: session.sent, to: piece.to, part: piece.part }],
  };
}
