import type { ImportRecord } from '#contract/import-record';
import { importedIds } from '#db/central/import';
import type { Central } from '#db/central/open';
import type { TenantId } from '#kernel/id';
import type { Duration } from '#kernel/instant';
import { done } from '#kernel/outcome';
import { setTimeout as rest } from 'node:timers/promises';
import { bringIn } from '../import/bring-in';
import type { PastPart } from './invent-past';
import type { Commit } from '../sync/commit';

export type Filling = {
  readonly db: Central;
  readonly commit: Commit;
  readonly tenant: TenantId;
  readonly numbers: ReadonlyMap<string, number>;
  readonly behind: readonly PastPart[];
  readonly isStopped: () => boolean;
  /** Told after each part. */
  readonly progress: (done: number, total: number) => void;
};

/** Between two parts everybody else has the server for at least this long, and for longer than a part takes. */
const shortestRest: Readonly<Record<'told' | 'untold', Duration>> = { told: 400, untold: 120 };
const restPerWork = 2;

/** Brings in what lies behind, by the import and so slowly that nobody notices. What came in before it was broken off is passed over. */
export async function fillPast({ db, commit, tenant, numbers, behind, isStopped, progress }: Filling): Promise<void> {
  const known = await importedIds(db, tenant, { kind: 'case', keys: behind.flatMap(({ records }) => keysOfCases(records)) });
  for (const [index, { records, isTold }] of behind.entries()) {
    if (isStopped()) return;
    if (keysOfCases(records).every((key) => known.has(key))) continue;
    const began = performance.now();
    await bringIn({ tenant, commit, numbers }, records.map((record, line) => ({ line: line + 1, record: done(record) })));
    progress(index + 1, behind.length);
    await rest(Math.max(shortestRest[isTold ? 'told' : 'untold'], restPerWork * (performance.now() - began)));
  }
}

function keysOfCases(records: readonly ImportRecord[]): readonly string[] {
  return records.flatMap(({ kind, key }) => (kind === 'case' ? [key] : []));
}
