import { limits } from '#contract/limits';
import type { FromServer, WireChange } from '#contract/protocol';
import type { Scope } from '#domain/scope';
import type { Instant } from '#kernel/instant';
import { unreachable } from '#kernel/unreachable';
import type { Position } from './local-copy';

/**
 * A client's side of replication as a pure step: no socket, clock, dice or database here.
 *
 * Invariants
 * - `position` never moves but by `applied`, `left` and `loaded`, which the driver reports after their transaction committed; the
 *   server's `resync` gives it up, so that what is left when a load fails is never continued.
 * - `pending` is strictly increasing; a mutation leaves it only when the confirmed rows contain it.
 * - Mutations are pushed in order, one unanswered batch at a time: `acked <= pushed`, and nothing beyond `pushed` is acked.
 */
export type Replica = {
  readonly position: Position | null;
  readonly pending: readonly number[];
  /** Committed by the server as far as it told this client. */
  readonly acked: number;
  /** Greetings so far. Only the answer to the last one counts: what another one found may not hold any more. */
  readonly greeting: number;
  readonly road: Road;
};

export type Road =
  /** Not connected; the driver waits before it reports `retry`. */
  | { readonly state: 'down'; readonly attempts: number }
  | { readonly state: 'opening'; readonly attempts: number }
  | { readonly state: 'greeting'; readonly attempts: number; readonly heard: Instant }
  /** The socket is open while a snapshot is being fetched. */
  | { readonly state: 'loading'; readonly heard: Instant }
  | { readonly state: 'live'; readonly heard: Instant; readonly pushed: number };

export type ReplicaEvent =
  | { readonly type: 'retry' }
  | { readonly type: 'opened'; readonly at: Instant }
  | { readonly type: 'closed' }
  | { readonly type: 'heard'; readonly frame: FromServer; readonly at: Instant }
  | { readonly type: 'tick'; readonly at: Instant }
  /** A mutation is in the outbox, committed. */
  | { readonly type: 'mutated'; readonly id: number }
  | { readonly type: 'applied'; readonly position: Position; readonly lastMutation: number }
  | { readonly type: 'left'; readonly position: Position; readonly lastMutation: number }
  /** A snapshot, or a frame, could not be fetched or written. */
  | { readonly type: 'failed' }
  | { readonly type: 'loaded'; readonly position: Position; readonly lastMutation: number };

export type ReplicaEffect =
  | { readonly type: 'open' }
  | { readonly type: 'close' }
  /** Report `retry` after `backoff(attempts, dice)`. */
  | { readonly type: 'wait'; readonly attempts: number }
  | { readonly type: 'greet'; readonly at: Position | null; readonly greeting: number }
  | { readonly type: 'push'; readonly ids: readonly number[] }
  | { readonly type: 'ping' }
  /** Rebase in one transaction, then report `applied` or `failed`. */
  | { readonly type: 'apply'; readonly changes: readonly WireChange[]; readonly position: Position }
  /** Forget the rows of these scopes in one transaction, then report `left` or `failed`. */
  | { readonly type: 'leave'; readonly scopes: readonly Scope[]; readonly position: Position }
  /** Fetch what a copy that stands `onto` lacks, or all of it, and report `loaded` or `failed` when it is in place. */
  | { readonly type: 'load'; readonly onto: Position | null };

export type Step = { readonly replica: Replica; readonly effects: readonly ReplicaEffect[] };

export function begin(position: Position | null, pending: readonly number[]): Step {
  return { replica: { position, pending, acked: 0, greeting: 0, road: { state: 'opening', attempts: 0 } }, effects: [{ type: 'open' }] };
}

export function advance(replica: Replica, event: ReplicaEvent): Step {
  switch (event.type) {
    case 'retry':
      return retried(replica);
    case 'opened':
      return opened(replica, event.at);
    case 'closed':
      return down(replica, []);
    case 'failed':
      return down(replica, [{ type: 'close' }]);
    case 'tick':
      return ticked(replica, event.at);
    case 'mutated':
      return push({ ...replica, pending: [...replica.pending, event.id] });
    case 'applied':
      return push(settled(replica, event.position, event.lastMutation));
    case 'left':
      return leftBehind(replica, event.position, event.lastMutation);
    case 'loaded':
      return loaded(replica, event.position, event.lastMutation);
    case 'heard':
      return heard(replica, event.frame, event.at);
    default:
      return unreachable(event);
  }
}

function stay(replica: Replica): Step {
  return { replica, effects: [] };
}

function retried(replica: Replica): Step {
  if (replica.road.state !== 'down') return stay(replica);
  return { replica: { ...replica, road: { state: 'opening', attempts: replica.road.attempts } }, effects: [{ type: 'open' }] };
}

function opened(replica: Replica, at: Instant): Step {
  if (replica.road.state !== 'opening') return stay(replica);
  return greet(replica, { attempts: replica.road.attempts, heard: at });
}

function down(replica: Replica, before: readonly ReplicaEffect[]): Step {
  const { road } = replica;
  if (road.state === 'down') return stay(replica);
  const attempts = (road.state === 'opening' || road.state === 'greeting' ? road.attempts : 0) + 1;
  return { replica: { ...replica, road: { state: 'down', attempts } }, effects: [...before, { type: 'wait', attempts }] };
}

function ticked(replica: Replica, at: Instant): Step {
  const { road } = replica;
  if (road.state === 'down' || road.state === 'opening') return stay(replica);
  const silent = at - road.heard;
  // While a snapshot loads, the HTTP transfer has its own limits; the socket must still answer pings.
  if (silent >= limits.silence) return down(replica, [{ type: 'close' }]);
  return silent >= limits.heartbeat ? { replica, effects: [{ type: 'ping' }] } : stay(replica);
}

function settled(replica: Replica, position: Position, lastMutation: number): Replica {
  return {
    ...replica,
    position,
    pending: replica.pending.filter((id) => id > lastMutation),
    acked: Math.max(replica.acked, lastMutation),
  };
}

function loaded(replica: Replica, position: Position, lastMutation: number): Step {
  const next = settled(replica, position, lastMutation);
  if (replica.road.state !== 'loading') return stay(next);
  return greet(next, { attempts: 0, heard: replica.road.heard });
}

function leftBehind(replica: Replica, position: Position, lastMutation: number): Step {
  const next = settled(replica, position, lastMutation);
  return replica.road.state === 'greeting' ? greet(next, replica.road) : stay(next);
}

function heard(replica: Replica, frame: FromServer, at: Instant): Step {
  const { road } = replica;
  if (road.state === 'down' || road.state === 'opening' || isLate(replica, frame)) return stay(replica);
  // Only its answer wakes a greeting: a lost welcome must end in silence, not in pings for ever.
  const awake: Replica = road.state === 'greeting' ? replica : { ...replica, road: { ...road, heard: at } };
  switch (frame.t) {
    case 'welcome':
      return welcomed(awake, frame.lastMutation, at);
    case 'resync':
      return load({ ...awake, position: road.state === 'greeting' ? null : awake.position }, frame.lastMutation, at);
    case 'enter':
      return load(awake, frame.lastMutation, at);
    case 'leave':
      return leave(awake, frame, at);
    case 'changed':
      return changed(awake);
    case 'changes':
      return arrived(awake, frame);
    case 'ack':
      return push({ ...awake, acked: Math.max(awake.acked, frame.upTo) });
    case 'failure':
      return down(awake, [{ type: 'close' }]);
    case 'pong':
      return checked(awake, frame.sent);
    case 'person':
    case 'result':
    case 'typing':
      return stay(awake);
    default:
      return unreachable(frame);
  }
}

/** The answer to another greeting than the last one. */
export function isLate({ greeting }: Replica, frame: FromServer): boolean {
  return (frame.t === 'welcome' || frame.t === 'resync' || frame.t === 'enter' || frame.t === 'leave') && frame.greeting !== greeting;
}

function load(replica: Replica, lastMutation: number, at: Instant): Step {
  if (replica.road.state !== 'greeting') return stay(replica);
  const next: Replica = { ...replica, acked: Math.max(replica.acked, lastMutation), road: { state: 'loading', heard: at } };
  return { replica: next, effects: [{ type: 'load', onto: replica.position }] };
}

function leave(replica: Replica, { scopes, lastMutation }: Extract<FromServer, { t: 'leave' }>, at: Instant): Step {
  const { position, road } = replica;
  if (road.state !== 'greeting' || position === null) return stay(replica);
  const kept = position.scopes.filter((scope) => !scopes.includes(scope));
  const next: Replica = { ...replica, acked: Math.max(replica.acked, lastMutation), road: { ...road, heard: at } };
  return { replica: next, effects: [{ type: 'leave', scopes, position: { ...position, scopes: kept } }] };
}

/** While a snapshot loads, the next greeting comes by itself. */
function changed(replica: Replica): Step {
  const { road } = replica;
  return road.state === 'live' || road.state === 'greeting' ? greet(replica, { attempts: 0, heard: road.heard }) : stay(replica);
}

function welcomed(replica: Replica, lastMutation: number, at: Instant): Step {
  if (replica.road.state !== 'greeting') return stay(replica);
  // What was pushed on an earlier connection may be lost: everything after the server's last mutation goes again.
  const live: Replica = { ...replica, acked: lastMutation, road: { state: 'live', heard: at, pushed: lastMutation } };
  return push(live);
}

function arrived(replica: Replica, frame: Extract<FromServer, { t: 'changes' }>): Step {
  const { position, road } = replica;
  if (road.state !== 'live' || position === null || frame.to <= position.cursor) return stay(replica);
  if (frame.from > position.cursor) return greet(replica, { attempts: 0, heard: road.heard });
  return { replica, effects: [{ type: 'apply', changes: frame.changes, position: { ...position, cursor: frame.to } }] };
}

/** The last frame before a quiet hour may be lost, and the server may have halted; the heartbeat notices. */
function checked(replica: Replica, sent: number | null): Step {
  const { position, road } = replica;
  if (road.state !== 'live' || position === null || (sent !== null && sent <= position.cursor)) return stay(replica);
  return greet(replica, { attempts: 0, heard: road.heard });
}

function greet(replica: Replica, { attempts, heard }: Pick<Extract<Road, { state: 'greeting' }>, 'attempts' | 'heard'>): Step {
  const greeting = replica.greeting + 1;
  return { replica: { ...replica, greeting, road: { state: 'greeting', attempts, heard } }, effects: [{ type: 'greet', at: replica.position, greeting }] };
}

function push(replica: Replica): Step {
  const { road } = replica;
  if (road.state !== 'live' || road.pushed > replica.acked) return stay(replica);
  const ids = replica.pending.filter((id) => id > replica.acked).slice(0, limits.pushAhead);
  const last = ids.at(-1);
  if (last === undefined) return stay(replica);
  return { replica: { ...replica, road: { ...road, pushed: last } }, effects: [{ type: 'push', ids }] };
}
