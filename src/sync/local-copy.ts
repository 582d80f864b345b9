import type { Actor } from '#domain/access/actor';
import { presumedLapse } from '#domain/conversation/lapse';
import type { FailureCode } from '#domain/failure';
import type { Scope } from '#domain/scope';
import type { RowChange, RowKey } from '#domain/tables';
import { id } from '#kernel/id';
import { done, type Outcome } from '#kernel/outcome';
import { keyOf } from './change';
import { performLate, type LateGround } from './late';
import { contextOf, type LoadRows, type Pending } from './perform';

/** Where a copy stands in the server's order, and for which scopes it holds everything up to there. */
export type Position = { readonly epoch: string; readonly cursor: number; readonly scopes: readonly Scope[] };

/**
 * One open transaction on a local copy.
 *
 * The copy holds the picture: confirmed rows with pending mutations applied on top. For every row that a pending
 * mutation touched, the copy keeps its confirmed image, so that there is something to go back to.
 */
export interface CopyTransaction {
  readonly load: LoadRows;
  /** Keeps the present row, or its absence, as confirmed image of each key that has none yet. */
  keepImages(keys: readonly RowKey[]): Promise<void>;
  /** Puts every confirmed image back into the picture and forgets the images. */
  restoreImages(): Promise<void>;
  /** Writes rows of the optimistic picture. */
  write(changes: readonly RowChange[]): Promise<void>;
  /**
   * Writes confirmed rows in order; a row older than the stored one loses. A conversation that is removed
   * takes its messages with it, and a customer what hangs on them.
   */
  confirm(changes: readonly RowChange[]): Promise<void>;
  /** Forgets the rows of these scopes, and every customer to whom no row refers any more. */
  drop(scopes: readonly Scope[]): Promise<void>;
  moveTo(position: Position): Promise<void>;
  /** The last mutation of this client that the confirmed rows contain. */
  lastMutation(): Promise<number>;
}

/** Shows a new mutation in the picture. A refusal changes nothing. */
export async function show(copy: CopyTransaction, pending: Pending, actor: Actor): Promise<Outcome<readonly RowChange[], FailureCode>> {
  const outcome = await performLate(pending.intent, contextOf(pending, actor), late(copy, actor));
  if (!outcome.ok) return outcome;
  const shown = outcome.value.filter((change) => keyOf(change).id !== unwritten);
  await copy.keepImages(shown.map(keyOf));
  await copy.write(shown);
  return done(shown);
}

export async function showAct(copy: CopyTransaction, act: readonly Pending[], actor: Actor): Promise<void> {
  for (const pending of act) await show(copy, pending, actor);
}

/** The line that tells that a conversation is theirs again comes from the server. */
const unwritten = id('message', 'unwritten');

/** Shown as the server will most likely have it, so that what waits does not vanish between two frames. */
function late({ load }: CopyTransaction, { person }: Actor): LateGround {
  return { load, lapseOf: async (conversation, fence) => presumedLapse(conversation, fence, person), line: unwritten };
}

/** What is not confirmed yet, and whose it is. */
export type Waiting = { readonly pending: readonly Pending[]; readonly actor: Actor };

export type Arrival = { readonly changes: readonly RowChange[]; readonly position: Position };

/**
 * Applies what the server sent and shows what is still pending on top of it. Everything, the position included, stands in
 * the caller's one transaction. Returns the last mutation that is now confirmed: the outbox may forget up to it, after commit.
 */
export async function rebase(copy: CopyTransaction, arrival: Arrival, waiting: Waiting): Promise<number> {
  await copy.restoreImages();
  await copy.confirm(arrival.changes);
  await copy.moveTo(arrival.position);
  return replay(copy, waiting);
}

/** Scopes that are left, rows that come in, and where the copy stands then. */
export type Rescope = { readonly left: readonly Scope[]; readonly fill: (copy: CopyTransaction) => Promise<void>; readonly position: Position };

/**
 * Makes the copy one for other scopes, in the caller's one transaction. What is left goes last: a row that moved from a scope
 * that is left to one that is entered came in with the latter and stays.
 */
export async function rescope(copy: CopyTransaction, { left, fill, position }: Rescope, waiting: Waiting): Promise<number> {
  await copy.restoreImages();
  await fill(copy);
  await copy.drop(left);
  await copy.moveTo(position);
  return replay(copy, waiting);
}

/** Shows all pending mutations again: after a rebase, after a snapshot, and when the copy is opened. */
export async function replay(copy: CopyTransaction, { pending, actor }: Waiting): Promise<number> {
  const confirmed = await copy.lastMutation();
  for (const one of pending) {
    // A mutation that the rules refuse now stays pending: only the server's word retires it.
    if (one.id > confirmed) await show(copy, one, actor);
  }
  return confirmed;
}
