import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startCentralDatabases } from '../support/central-database';
import { ServerProcess } from '../support/server-process';
import { agent, colleague } from '../support/shop-company';
import { BenchProcess } from './bench-process';
import { withHouse, type House } from './house';
import { Histogram } from './histogram';
import { LightClient } from './light-client';
import { cpuSeconds, memoryKib } from './process-figures';
import { registerClients } from './registered-clients';
import { stamped, steadyNow } from './stamp';

const clients = 1000;
const changesPerSecond = 200;
const writers = 10;
const crowds = 2;
/** Memory settles in the first part of a run. */
const warmUp = 0.25;

const report = z.object({ latencies: z.array(z.tuple([z.number(), z.number()])) });

/** A thousand desks at two server processes, two hundred changes a second in all, each to every one of them. */
export async function benchLoad({ seconds }: { readonly seconds: number }): Promise<Record<string, number>> {
  const databases = await startCentralDatabases();
  try {
    return await withHouse(databases, 1000, (house) => measure(house, seconds));
  } finally {
    await databases.stop();
  }
}

async function measure({ server, db }: House, seconds: number): Promise<Record<string, number>> {
  const other = new ServerProcess({ database: server.database });
  await other.start();
  const servers = [server, other];
  const access = await LightClient.signIn(server.url, colleague);
  const crowd = await Promise.all(
    Array.from({ length: crowds }, async (_, place) => {
      const process = new BenchProcess('crowd.ts', [servers[place % 2]?.url ?? '', access]);
      await process.ask(await registerClients(db, colleague.email, clients / crowds));
      return process;
    }),
  );
  const pens = await openPens(servers, db);
  const heard = new Histogram();
  const memory: (readonly [second: number, kib: number])[] = [];
  const cpuBefore = await cpuOf(servers);
  const began = steadyNow();
  const writing = write(pens, began, seconds);
  for (let second = 1; second <= seconds; second += 1) {
    await sleep(Math.max(0, began + second * 1000 - steadyNow()));
    if (second % 2 !== 0) continue;
    await collect(crowd, heard);
    memory.push([second, (await Promise.all(servers.map(({ pid }) => memoryKib(pid)))).reduce((sum, kib) => sum + kib, 0)]);
  }
  await writing;
  const cores = ((await cpuOf(servers)) - cpuBefore) / seconds;
  const expected = clients * changesPerSecond * seconds;
  for (let before = -1; before < heard.count && heard.count < expected; ) {
    before = heard.count;
    await sleep(5000);
    await collect(crowd, heard);
  }
  pens.forEach((pen) => pen.close());
  await Promise.all(crowd.map((process) => process.end()));
  await other.stop();
  if (heard.count !== expected) throw new Error(`${heard.count} of ${expected} changes arrived`);
  const settled = memory.filter(([second]) => second > seconds * warmUp);
  return { clients, events_s: expected / seconds, p50_ms: heard.at(0.5), p99_ms: heard.at(0.99), server_cores: cores, rss_slope_pct: slopePercent(settled) };
}

async function openPens(servers: readonly ServerProcess[], db: House['db']): Promise<readonly LightClient[]> {
  const seats = await registerClients(db, agent.email, writers);
  const access = await LightClient.signIn(servers[0]?.url ?? '', agent);
  return Promise.all(seats.map((seat, place) => LightClient.open({ server: servers[place % 2]?.url ?? '', access, ...seat }, () => undefined)));
}

async function write(pens: readonly LightClient[], began: number, seconds: number): Promise<void> {
  for (let change = 0; change < changesPerSecond * seconds; change += 1) {
    await sleep(Math.max(0, began + (change * 1000) / changesPerSecond - steadyNow()));
    const pen = change % pens.length;
    pens[pen]?.note(stamped(), String(pen));
    if (change % (changesPerSecond * 10) === 0) pens.forEach((one) => one.ping());
  }
}

async function collect(crowd: readonly BenchProcess[], heard: Histogram): Promise<void> {
  for (const process of crowd) for (const [value, times] of report.parse(await process.ask('report')).latencies) heard.add(value, times);
}

async function cpuOf(servers: readonly ServerProcess[]): Promise<number> {
  const each = await Promise.all(servers.map(({ pid }) => cpuSeconds(pid)));
  return each.reduce((sum, seconds) => sum + seconds, 0);
}

/** Growth of memory in percent of its mean for ten minutes, by the line of least squares. */
function slopePercent(samples: readonly (readonly [second: number, kib: number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanSecond = mean(samples.map(([second]) => second));
  const meanKib = mean(samples.map(([, kib]) => kib));
  const along = samples.reduce((sum, [second, kib]) => sum + (second - meanSecond) * (kib - meanKib), 0);
  const spread = samples.reduce((sum, [second]) => sum + (second - meanSecond) ** 2, 0);
  return ((along / spread) * 600 * 100) / meanKib;
}
