import { limits } from '#contract/limits';
import { entering, reach, type Behalf } from '#db/central/behalf';
import type { NewEntry } from '#db/central/change-log';
import type { Central, Writer } from '#db/central/open';
import type { Pipe } from '#db/central/pipe';
import { staleRow } from '#db/central/rows';
import { transact, type Truth } from '#db/central/transaction';
import { storableValue } from '#db/tables/storable';
import type { RowChange } from '#domain/tables';
import type { TeamId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { LogOrder } from './order';
import { ScopeParts } from './scope-parts';
import { serverTime } from './server-time';
import { StaleRowError, storeChanges, type Read } from './store-changes';

export type PutChanges = (changes: readonly RowChange[]) => Promise<void>;

/**
 * The one door through which replicated rows change. `work` runs in a transaction and may run again after a deadlock, so it
 * does nothing outside of `tx`. Resolves after COMMIT; a lost connection during COMMIT rejects, and means "unknown".
 */
export type Commit = <T>(whose: TenantId | Behalf, work: (tx: Writer, now: Instant, put: PutChanges) => Promise<T>) => Promise<T>;

type GuardedWork<T> = (truth: Truth, put: (changes: readonly RowChange[], read: Read) => Promise<void>) => Promise<T>;

/** `Commit` for whoever must not overwrite what they have not read. With a person: PostgreSQL lets through what is theirs. */
export type GuardedCommit = <T>(whose: TenantId | Behalf, work: GuardedWork<T>) => Promise<T>;

export function createGuardedCommit(db: Central, order: Pick<LogOrder, 'append' | 'committed'>): GuardedCommit {
  return async (whose, work) => {
    const { tenant, behalf } = typeof whose === 'string' ? { tenant: whose, behalf: null } : { tenant: whose.tenant, behalf: whose };
    const { value, told } = await againAfterDeadlock(() => transact(db, async (truth) => {
      const parts = new ScopeParts();
      if (behalf !== null) void truth.pipe.send(entering(behalf));
      const value = await work(truth, (changes, read) => {
        if (behalf !== null) handOver(truth.pipe, behalf, teamsMovedTo(changes, read));
        return storeChanges({ ...truth, tenant, parts, read }, changes);
      });
      const told = !parts.isEmpty;
      if (told) order.append(truth.pipe, tenant, entryOf(parts));
      return { value, told };
    }, broken));
    if (told) order.committed();
    return value;
  };
}

/** The rules let a case go to a team that its person is not of: its rows, which were theirs, have to arrive there. */
function handOver(pipe: Pipe, { teams }: Behalf, to: readonly TeamId[]): void {
  const others = to.filter((team) => !teams.includes(team));
  if (others.length > 0) reach(pipe, others);
}

function teamsMovedTo(changes: readonly RowChange[], read: Read): readonly TeamId[] {
  if (read === 'any') return [];
  const puts = changes.filter((change) => change.op === 'put' && (change.table === 'conversations' || change.table === 'cases') && read.standing(change.table, [change.row.id]).size > 0);
  return [...new Set(puts.flatMap((change) => (change.op === 'put' && 'team' in change.row ? [change.row.team] : [])))];
}

/** What it means that a statement failed which was not waited for. */
function broken(error: unknown): unknown {
  return isOfOthers(error) ? new StaleRowError() : error;
}

export function createCommit(guarded: GuardedCommit): Commit {
  return (whose, work) => guarded(whose, ({ tx }, put) => work(tx, serverTime(), (changes) => put(changes, 'any')));
}

/** More than a frame carries: whoever writes so much has to write in batches. */
export class OversizedError extends Error {
  override readonly name = 'OversizedError';
}

/** In bytes; the rest of a frame is for what stands around the changes. */
const largestTransaction = limits.serverFrame - 4096;

function entryOf(parts: ScopeParts): NewEntry {
  const text = JSON.stringify(parts.all(), storableValue);
  // One transaction is one frame for a client, who may see all of its scopes.
  if (Buffer.byteLength(text) > largestTransaction) throw new OversizedError();
  return { parts: text, now: serverTime() };
}

const deadlock = new Set(['40P01', '40001']);
const tries = 4;

async function againAfterDeadlock<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const code = codeOf(error);
      if (code === null || !deadlock.has(code) || attempt >= tries) throw error;
    }
  }
}

/** Written by somebody else meanwhile, or a row that this person may not even see stands where a new one should be. */
function isOfOthers(error: unknown): boolean {
  if (codeOf(error) === staleRow) return true;
  return codeOf(error) === '42501' && error instanceof Error && 'routine' in error && error.routine === 'ExecWithCheckOptions';
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
