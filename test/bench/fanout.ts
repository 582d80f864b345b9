import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { ServerProcess } from '../support/server-process';
import { agent, colleague } from '../support/shop-company';
import { percentile } from './figures';
import type { House } from './house';
import { BenchProcess } from './bench-process';
import { LightClient } from './light-client';
import { cpuSeconds, memoryKib } from './process-figures';
import { registerClients } from './registered-clients';
import { stamped, steadyNow } from './stamp';

const clients = 200;
const changesPerSecond = 20;
const seconds = 10;

const report = z.object({ latencies: z.array(z.number()) });

/** Twenty changes a second in all, each to all of 200 clients, which run in a process of their own. */
export async function measureFanout({ server, db }: House): Promise<Record<string, number>> {
  const before = await memoryKib(server.pid);
  const crowd = new BenchProcess('crowd.ts', [server.url, await LightClient.signIn(server.url, colleague)]);
  await crowd.ask(await registerClients(db, colleague.email, clients));
  const after = await memoryKib(server.pid);
  const cores = await write(server, db);
  await sleep(500);
  const { latencies } = report.parse(await crowd.ask('report'));
  await crowd.end();
  const expected = clients * changesPerSecond * seconds;
  if (latencies.length !== expected) throw new Error(`${latencies.length} of ${expected} changes arrived`);
  return {
    fanout_p50_ms: percentile(latencies, 0.5),
    fanout_p99_ms: percentile(latencies, 0.99),
    fanout_server_cores: cores,
    fanout_client_kib: Math.max(0, (after - before) / clients),
  };
}

/** Answers how many cores the server process was busy with meanwhile. */
async function write(server: ServerProcess, db: Knex): Promise<number> {
  const [seat] = await registerClients(db, agent.email, 1);
  if (seat === undefined) throw new Error('no client');
  const access = await LightClient.signIn(server.url, agent);
  const writer = await LightClient.open({ server: server.url, access, ...seat }, () => undefined);
  const cpuBefore = await cpuSeconds(server.pid);
  const began = steadyNow();
  for (let change = 0; change < changesPerSecond * seconds; change += 1) {
    await sleep(Math.max(0, began + (change * 1000) / changesPerSecond - steadyNow()));
    writer.note(stamped());
  }
  await sleep(Math.max(0, began + seconds * 1000 - steadyNow()));
  const cores = (await cpuSeconds(server.pid)) - cpuBefore;
  writer.close();
  return cores / seconds;
}
