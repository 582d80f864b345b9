import { limits } from '#contract/limits';
import { appendChanges } from '#db/central/change-log';
import type { Central, Writer } from '#db/central/open';
import type { Precondition } from '#db/central/rows';
import type { RowChange } from '#domain/tables';
import type { TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { ScopeParts } from './scope-parts';
import { serverTime } from './server-time';
import { storeChanges } from './store-changes';

export type PutChanges = (changes: readonly RowChange[]) => Promise<void>;

/**
 * The one door through which replicated rows change. `work` runs in a transaction and may run again after a deadlock, so it
 * does nothing outside of `tx`. Resolves after COMMIT; a lost connection during COMMIT rejects, and means "unknown".
 */
export type Commit = <T>(tenant: TenantId, work: (tx: Writer, now: Instant, put: PutChanges) => Promise<T>) => Promise<T>;

/** `Commit` for whoever must not overwrite what they have not read. */
export type GuardedCommit = <T>(tenant: TenantId, work: (tx: Writer, put: (changes: readonly RowChange[], when: Precondition) => Promise<void>) => Promise<T>) => Promise<T>;

export function createGuardedCommit(db: Central, committed: () => void): GuardedCommit {
  return async (tenant, work) => {
    let told = false;
    const value = await againAfterDeadlock(() =>
      db.transaction(async (tx) => {
        const parts = new ScopeParts();
        const result = await work(tx, (changes, when) => storeChanges({ tx, tenant, parts }, changes, when));
        told = !parts.isEmpty;
        if (told) await append(tx, tenant, parts);
        return result;
      }),
    );
    if (told) committed();
    return value;
  };
}

export function createCommit(guarded: GuardedCommit): Commit {
  return (tenant, work) => guarded(tenant, (tx, put) => work(tx, serverTime(), (changes) => put(changes, 'any')));
}

/** More than a frame carries: whoever writes so much has to write in batches. */
export class OversizedError extends Error {
  override readonly name = 'OversizedError';
}

/** In bytes; the rest of a frame is for what stands around the changes. */
const largestTransaction = limits.serverFrame - 4096;

async function append(tx: Writer, tenant: TenantId, parts: ScopeParts): Promise<void> {
  const all = parts.all();
  // One transaction is one frame for a client, who may see all of its scopes.
  if (Buffer.byteLength(JSON.stringify(all)) > largestTransaction) throw new OversizedError();
  await appendChanges(tx, tenant, { parts: all, now: serverTime() });
}

const deadlock = new Set(['40P01', '40001']);
const tries = 4;

async function againAfterDeadlock<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (typeof code !== 'string' || !deadlock.has(code) || attempt >= tries) throw error;
    }
  }
}
