import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DamagedFileError } from '#db/cache/damage';
import { openSqlite } from '#db/cache/sqlite';
import type { Dice } from '../simulation/dice';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { DeskOffice } from './desk-office';
import type { DeskWorker } from './desk-worker';
import { copyDifferences, deskFolder, judgeDesks, saidBy } from './judge-desks';
import type { Figures, Plan, Proof } from './proof';

/** What happens to the file of a copy while nobody holds it. */
const noises: Readonly<Record<string, (path: string, dice: Dice) => Promise<void> | void>> = {
  flipped: (path, dice) => change(path, (bytes) => flip(bytes, { from: 0, times: 1 + dice.below(200), dice })),
  page: (path, dice) => change(path, (bytes) => bytes.fill(dice.below(256), ...pageOf(bytes, dice))),
  truncated: (path, dice) => truncateSync(path, dice.below(statSync(path).size)),
  header: (path) => change(path, (bytes) => bytes.fill(0, 0, 100)),
  foreign: (path, dice) => writeFileSync(path, dice.chance(0.5) ? '' : 'PK\u0003\u0004 not a database at all'.repeat(1 + dice.below(300))),
  log: (path, dice) => writeFileSync(`${path}-wal`, Buffer.from(Array.from({ length: 4096 }, () => dice.below(256)))),
  swappedLog: (path) => writeFileSync(`${path}-wal`, readFileSync(`${path.replace(/cache\.db$/, 'outbox.db')}-wal`)),
  future: fromTheFuture,
};

/** The longest that a person whose copy was spoiled waits until they work on, in milliseconds. */
const soonEnough = 30_000;

/** The file of a copy is spoiled, and its desk started: it is replaced, what waits survives, and the person works. */
export const noise: Proof = {
  plan: { runs: 600, worlds: 1, desks: 4 },
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      return await spoilCopies(databases, plan, say);
    } finally {
      await databases.stop();
    }
  },
};

export async function spoilCopies(databases: Pick<CentralDatabases, 'fresh'>, { runs, seed, desks }: Plan, say: (line: string) => void): Promise<Figures> {
  const office = await DeskOffice.open(databases, { seed, desks, past: 1000 });
  const kinds = Object.keys(noises);
  const seen = { lost: 0, replaced: 0, wrong_rows: 0, usable_ms_max: 0 };
  let run = 0;
  const spoil = async (kind: string, worker: DeskWorker): Promise<void> => {
    const told = await spoilOnce(kind, office, worker);
    seen.replaced += told.isReplaced ? 1 : 0;
    seen.wrong_rows += told.wrongRows;
    seen.usable_ms_max = Math.max(seen.usable_ms_max, told.usable);
    seen.lost += told.missing.length;
    for (const line of told.missing) say(`LOST ${kind}: ${line}`);
    if (told.wrongRows > 0) say(`${kind}: ${told.wrongRows} rows of the copy differ, and nothing noticed`);
  };
  const live = async (worker: DeskWorker): Promise<void> => {
    while (run < runs) {
      const kind = kinds[run % kinds.length] ?? 'flipped';
      run += 1;
      await spoil(kind, worker);
      if (run % 50 === 0) say(`${run} spoiled, ${seen.replaced} replaced`);
    }
  };
  try {
    for (const { desk } of office.workers) desk.start();
    for (const { desk } of office.workers) await desk.online();
    await Promise.all(office.workers.map(live));
    // Bytes that changed inside of a text are seen by nobody: the last copies are whole ones.
    for (const worker of office.workers) await spoil('header', worker);
    await office.settle();
    const figures = await judgeDesks(office, runs, say);
    const late = office.workers.reduce((sum, worker) => sum + worker.late, 0);
    return { ...figures, ...seen, late, lost: figures.lost + seen.lost, ...saidBy(office.workers) };
  } finally {
    await office.close();
  }
}

type Told = { readonly missing: readonly string[]; readonly isReplaced: boolean; readonly wrongRows: number; /** Milliseconds until the person works on. */ readonly usable: number };

async function spoilOnce(kind: string, office: DeskOffice, worker: DeskWorker): Promise<Told> {
  const { desk, dice, road } = worker;
  const path = join(deskFolder(office, worker), 'cache.db');
  road.cut();
  for (let count = 0; count < 3; count += 1) await worker.writeOnce();
  // After an orderly end no log is left to swap.
  if (kind === 'swappedLog' || dice.chance(0.5)) await desk.kill();
  else await desk.stop();
  const before = statSync(path).ino;
  await noises[kind]?.(path, dice);
  road.mend();
  const began = performance.now();
  desk.start();
  const { pid } = desk;
  const lateBefore = worker.late;
  const missing = [...(await worker.missing())];
  if (worker.late > lateBefore) missing.push('a conversation was not shown again in time');
  if (!(await worker.writeOnce())) missing.push('nothing more was kept');
  const usable = Math.round(performance.now() - began);
  if (usable > soonEnough) missing.push(`the person waited ${usable} ms`);
  await desk.online().catch((error: unknown) => missing.push(error instanceof Error ? error.message : 'not online'));
  if (desk.pid !== pid) missing.push('the desk ended');
  const wrongRows = await differing(office, worker);
  return { missing, isReplaced: statSync(path).ino !== before, wrongRows, usable };
}

/** A copy that cannot be read counts as wrong until the desk itself comes upon it and begins anew. */
function unreadable(error: unknown): readonly string[] {
  if (error instanceof DamagedFileError || isOfSqlite(error)) return ['unreadable'];
  throw error;
}

function isOfSqlite(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_');
}

/** How many rows of the copy stay wrong; news of the last moment is given time to come. */
async function differing(office: DeskOffice, worker: DeskWorker): Promise<number> {
  let wrong: readonly string[] = [];
  for (let look = 0; look < 8; look += 1) {
    wrong = await copyDifferences(office, worker).catch(unreadable);
    if (wrong.length === 0) return 0;
    await sleep(250);
  }
  return wrong.length;
}

function change(path: string, work: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  work(bytes);
  writeFileSync(path, bytes);
}

function flip(bytes: Buffer, { from, times, dice }: { readonly from: number; readonly times: number; readonly dice: Dice }): void {
  for (let count = 0; count < times; count += 1) bytes[from + dice.below(bytes.length - from)] = dice.below(256);
}

function pageOf({ length }: Buffer, dice: Dice): [number, number] {
  const first = dice.below(Math.max(1, Math.floor(length / 4096))) * 4096;
  return [first, first + 4096];
}

/** With the log that a killed desk left: the file alone may bear noise of before that only its log covers. What bears noise stays as it is. */
async function fromTheFuture(path: string): Promise<void> {
  try {
    const file = await openSqlite(path, 'normal', async (writer) => void (await writer.raw("insert into migrations (version, name) values (999, 'of a later program')")));
    await file.close();
  } catch (error) {
    unreadable(error);
  }
}
