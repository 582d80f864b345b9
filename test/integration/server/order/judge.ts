import type { Told } from './messages';

/** What the writers know of one transaction. */
export type Written = { readonly began: number; readonly committed: number | null; readonly end: 'committed' | 'rolledBack' | 'unknown' };

/** Everything that is wrong with a log, as a reader had it; empty when it keeps the contract. */
export function faultsOf(log: readonly Told[], ledger: ReadonlyMap<string, Written>): readonly string[] {
  return [...gaps(log), ...lostOrDoubled(log, ledger), ...againstRows(log), ...againstTime(log, ledger)];
}

function gaps(log: readonly Told[]): readonly string[] {
  return log.flatMap(({ seq }, index) => (seq === index + 1 ? [] : [`gap: ${seq} stands at ${index + 1}`])).slice(0, 3);
}

function lostOrDoubled(log: readonly Told[], ledger: ReadonlyMap<string, Written>): readonly string[] {
  const times = new Map<string, number>();
  for (const { rows } of log) for (const { id } of rows) times.set(id, (times.get(id) ?? 0) + 1);
  return [...ledger].flatMap(([id, { end }]) => {
    const seen = times.get(id) ?? 0;
    if (end === 'committed' && seen === 0) return [`missed: ${id}`];
    if (end === 'rolledBack' && seen > 0) return [`never committed: ${id}`];
    return seen > 1 ? [`twice: ${id}`] : [];
  });
}

/** A row that many write is told in the order of its versions, each once: who waited for a row has the higher number. */
function againstRows(log: readonly Told[]): readonly string[] {
  const versions = new Map<string, number>();
  return log.flatMap(({ seq, rows }) =>
    rows.flatMap(({ id, version }) => {
      const before = versions.get(id) ?? 0;
      versions.set(id, version);
      return version === before + 1 ? [] : [`order: ${seq} tells version ${version} of ${id} after ${before}`];
    }),
  );
}

/** Who began after another one's commit has the higher number. */
function againstTime(log: readonly Told[], ledger: ReadonlyMap<string, Written>): readonly string[] {
  let latestBegin = -Infinity;
  return log.flatMap(({ seq, rows }) => {
    const written = rows.map(({ id }) => ledger.get(id)).find((found) => found !== undefined);
    if (written === undefined) return [];
    const isLate = written.committed !== null && written.committed < latestBegin;
    latestBegin = Math.max(latestBegin, written.began);
    return isLate ? [`time: ${seq} was committed before one with a lower number began`] : [];
  });
}
