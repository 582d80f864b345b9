import { limits } from '#contract/limits';
import type { NewEntry } from '#db/central/change-log';
import type { Central, Writer } from '#db/central/open';
import { Pipe } from '#db/central/pipe';
import { staleRow } from '#db/central/rows';
import { storableValue } from '#db/tables/storable';
import type { RowChange } from '#domain/tables';
import type { TenantId } from '#kernel/id';
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
export type Commit = <T>(tenant: TenantId, work: (tx: Writer, now: Instant, put: PutChanges) => Promise<T>) => Promise<T>;

/** An open transaction: what asks and waits goes by `tx`, what is only written goes by `pipe`. */
export type Truth = { readonly tx: Writer; readonly pipe: Pipe };

/** `Commit` for whoever must not overwrite what they have not read. */
export type GuardedCommit = <T>(tenant: TenantId, work: (truth: Truth, put: (changes: readonly RowChange[], read: Read) => Promise<void>) => Promise<T>) => Promise<T>;

export function createGuardedCommit(db: Central, order: Pick<LogOrder, 'append' | 'committed'>): GuardedCommit {
  return async (tenant, work) => {
    const { value, told } = await againAfterDeadlock(() => transact(db, async (truth) => {
      const parts = new ScopeParts();
      const value = await work(truth, (changes, read) => storeChanges({ ...truth, tenant, parts, read }, changes));
      const told = !parts.isEmpty;
      if (told) order.append(truth.pipe, tenant, entryOf(parts));
      return { value, told };
    }));
    if (told) order.committed();
    return value;
  };
}

/** COMMIT leaves right behind the last write. Where a write fails, PostgreSQL answers COMMIT by rolling back. */
async function transact<T>(db: Central, work: (truth: Truth) => Promise<T>): Promise<T> {
  let sent: Pipe | null = null;
  try {
    return await db.transaction(async (tx) => {
      sent = await Pipe.of(tx);
      return work({ tx, pipe: sent });
    });
  } finally {
    await settled(sent);
  }
}

/** Throws what failed first among the statements that were not waited for. */
async function settled(sent: Pipe | null): Promise<void> {
  try {
    await sent?.settled();
  } catch (error) {
    throw codeOf(error) === staleRow ? new StaleRowError() : error;
  }
}

export function createCommit(guarded: GuardedCommit): Commit {
  return (tenant, work) => guarded(tenant, ({ tx }, put) => work(tx, serverTime(), (changes) => put(changes, 'any')));
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

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
