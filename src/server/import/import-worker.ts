import { addProblems, claimImport, dropPieces, failImport, recordStep, renewImport, type ImportRow, type ImportStep } from '#db/central/imports';
import { importBounds } from '#contract/import-job';
import type { Central } from '#db/central/open';
import { isUnavailable } from '#db/central/unavailable';
import { second, type Duration } from '#kernel/instant';
import { OversizedError, type Commit } from '../sync/commit';
import { serverTime } from '../sync/server-time';
import { WorkLoop } from '../work-loop';
import { takeBatch, tooLong } from './bring-in';
import { EndlessLineError, ImportFile, type BatchSize, type FileBatch } from './read-batch';
import { add, nothingTaken, type Sum } from './taken';

export type ImportPorts = {
  readonly db: Central;
  readonly commit: Commit;
  /** Told of what should not have happened; the import goes on after a while. */
  readonly failed: (error: unknown) => void;
};

/** How long an import stays with a process that has died; a living one renews it well before. */
const lease: Duration = 4 * second;
const renewal: Duration = second;
/** A wake-up may be lost, and a process die: nothing waits longer than this unseen. */
const pause: Duration = second;

/** Records in one transaction. Cases come with their messages, and one transaction is one frame for every desk of their team. */
const sizes: Readonly<Record<ImportRow['kind'], BatchSize>> = {
  customer: { records: 1000, characters: 2_000_000 },
  order: { records: 1000, characters: 2_000_000 },
  case: { records: 60, characters: 400_000 },
  article: { records: 100, characters: 400_000 },
  macro: { records: 200, characters: 400_000 },
};

/** How often an import is begun or gone on with before it counts as one that cannot be read. */
const mostTries = 20;

/** Somebody stopped the import, or another process went on with it. */
class SupersededError extends Error {
  override readonly name = 'SupersededError';
}

/** Takes in one import at a time, step by step; any number of processes may run one. */
export function startImports(ports: ImportPorts): WorkLoop {
  return new WorkLoop(async (isStopped) => {
    const row = await claimImport(ports.db, lease);
    if (row === null) return pause;
    const keeping = setInterval(() => void renewImport(ports.db, row, lease).catch(ports.failed), renewal);
    try {
      await goThrough(ports, row, isStopped).catch((error: unknown) => broke(ports, row, error));
    } finally {
      clearInterval(keeping);
    }
    return 0;
  }, ports.failed);
}

/** What is wrong with the database passes; what is wrong with the import itself would come again for ever. */
async function broke(ports: ImportPorts, row: ImportRow, error: unknown): Promise<void> {
  if (error instanceof SupersededError) return;
  ports.failed(error);
  if (isUnavailable(error) || row.fence < mostTries) return;
  await failImport(ports.db, row, serverTime()).catch(ports.failed);
}

async function goThrough(ports: ImportPorts, row: ImportRow, isStopped: () => boolean): Promise<void> {
  const file = await ImportFile.open(ports.db, row);
  const read = async (from: Pick<ImportRow, 'cursor' | 'line'>): Promise<FileBatch | null> => (file === null ? null : file.batch(from, sizes[row.kind], serverTime()).catch(unreadable));
  let at: Standing = row;
  for (let reading = read(at), ended = false; !ended && !isStopped(); ) {
    const batch = await reading;
    const taking = takeStep(ports, { row, at }, batch);
    // The next records are read while the database takes these in.
    if (batch !== null && !batch.isLast) reading = read(batch);
    const [step] = await Promise.all([taking, reading]);
    ended = step.ended !== null;
    at = step;
  }
}

/** Null: the rest of the file is nothing that could be read. */
function unreadable(error: unknown): null {
  if (error instanceof EndlessLineError) return null;
  throw error;
}

type Standing = Pick<ImportRow, 'cursor' | 'line' | 'taken' | 'repeated' | 'refused'>;
type Place = { readonly row: ImportRow; readonly at: Standing };

async function takeStep(ports: ImportPorts, place: Place, batch: FileBatch | null): Promise<ImportStep> {
  const { tenant } = place.row;
  if (batch === null) return ports.commit(tenant, async (tx, now) => record({ tx, now }, place, { batch, sum: nothingTaken() }));
  try {
    return await ports.commit(tenant, async (tx, now, put) => {
      const sum = await takeBatch({ tx, tenant, now, put }, batch.lines);
      return record({ tx, now }, place, { batch, sum });
    });
  } catch (error) {
    if (!isOfItsLine(ports, error)) throw error;
  }
  return takeOneByOne(ports, place, batch);
}

/** Whatever the database refuses, and would refuse again, is to cost the lines that it comes from and no others. */
function isOfItsLine(ports: ImportPorts, error: unknown): boolean {
  if (error instanceof SupersededError || isUnavailable(error)) return false;
  if (!(error instanceof OversizedError)) ports.failed(error);
  return true;
}

/** More than one transaction may hold, or takes: each record in its own. After a crash in between, their keys keep them from coming twice. */
async function takeOneByOne(ports: ImportPorts, place: Place, batch: FileBatch): Promise<ImportStep> {
  const { tenant } = place.row;
  const sum = nothingTaken();
  for (const line of batch.lines) {
    try {
      add(sum, await ports.commit(tenant, (tx, now, put) => takeBatch({ tx, tenant, now, put }, [line])));
    } catch (error) {
      if (!isOfItsLine(ports, error)) throw error;
      sum.refused.push(error instanceof OversizedError ? tooLong(line.line) : { line: line.line, problem: 'line.malformed', field: null });
    }
  }
  return ports.commit(tenant, (tx, now) => record({ tx, now }, place, { batch, sum }));
}

type Work = { readonly tx: Parameters<Parameters<Commit>[1]>[0]; readonly now: number };

async function record({ tx, now }: Work, { row, at }: Place, { batch, sum }: { readonly batch: FileBatch | null; readonly sum: Sum }): Promise<ImportStep> {
  const { tenant, id, fence } = row;
  const refused = at.refused + sum.refused.length;
  const files = new Map(batch?.lines.map(({ line, file }) => [line, file]));
  const step: ImportStep = {
    tenant,
    id,
    fence,
    cursor: batch?.cursor ?? at.cursor,
    line: batch?.line ?? at.line,
    taken: at.taken + sum.customers + sum.orders + sum.cases + sum.articles + sum.macros,
    repeated: at.repeated + sum.repeated,
    refused,
    ended: batch === null ? 'failed' : batch.isLast ? 'done' : null,
    now,
  };
  if (!(await recordStep(tx, step, lease))) throw new SupersededError();
  if (at.refused < importBounds.named) await addProblems(tx, row, sum.refused.map(({ line, field, problem }) => ({ line, field, code: problem, file: files.get(line) ?? null })));
  if (step.ended === 'done') await dropPieces(tx, row);
  return step;
}
