/**
 * Runs PostgreSQL for a server and stops it when the server is gone: its standard input closes then, however the server
 * ended. Started in a process group of its own, so that Ctrl-C reaches the server and not the database under it.
 *
 * In: one line, `KeeperOrder` as JSON; then silence until the end. Out: one line, `{"port": …}` or `{"failure": …}`.
 */
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from './free-port';
import { ensureCluster, startPostgres, stopOrphan, stopPostgres } from './postgres-cluster';
import { preparePlace, type PostgresPlace } from './postgres-place';

const order = z.strictObject({
  dataFolder: z.string(),
  password: z.string(),
  binaries: z.strictObject({ root: z.string(), bin: z.string(), version: z.string() }),
});

let stopping = false;
let stop: () => Promise<void> = async () => undefined;
/** A half-made cluster is finished before the end, so that nothing is left running over it. */
let keeping: Promise<void> = Promise.resolve();

const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => {
  keeping = keep(line);
});
lines.once('close', () => void end());
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
// The server may be gone before it reads the answer.
process.stdout.on('error', () => undefined);

async function keep(line: string): Promise<void> {
  try {
    const { dataFolder, password, binaries } = order.parse(JSON.parse(line));
    const place = await preparePlace(dataFolder, binaries);
    await claim(place);
    await stopOrphan(place);
    await ensureCluster(place, password);
    if (stopping) return;
    const port = await freePort();
    await run(place, port);
    process.stdout.write(`${JSON.stringify({ port })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ failure: error instanceof Error ? error.message : 'unknown' })}\n`);
    void end();
  }
}

/** Starts postgres, and again whenever it ends without being asked to. */
async function run(place: PostgresPlace, port: number): Promise<void> {
  const child = await startPostgres(place, port);
  stop = () => stopPostgres(child);
  child.once('exit', () => void revive(place, port));
  if (stopping) await stop();
}

async function revive(place: PostgresPlace, port: number): Promise<void> {
  await sleep(300);
  if (stopping) return;
  const running = await run(place, port).then(() => true, () => false);
  if (!running) void revive(place, port);
}

async function end(): Promise<void> {
  if (stopping) return;
  stopping = true;
  lines.close();
  await keeping;
  await stop();
  await release();
  process.exit();
}

let claimed: string | null = null;

/** One keeper per cluster. An earlier one may still be stopping its postgres: its server was killed a moment ago. */
async function claim(place: PostgresPlace): Promise<void> {
  const file = join(place.folder, 'keeper.pid');
  const until = performance.now() + 20_000;
  while (isKeeper(file)) {
    if (performance.now() > until) throw new Error(`another server uses the data in ${place.folder}`);
    await sleep(50);
  }
  await writeFile(file, String(process.pid));
  claimed = file;
}

async function release(): Promise<void> {
  if (claimed !== null) await rm(claimed, { force: true });
}

function isKeeper(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return command.includes('postgres-keeper');
  } catch {
    return false;
  }
}
