import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { agent } from '../support/shop-company';
import type { ServerProcess } from '../support/server-process';
import { percentile } from './figures';
import { LightClient } from './light-client';

const clients = 200;
const changesPerSecond = 20;
const seconds = 10;

const report = z.object({ latencies: z.array(z.number()) });

/** Twenty changes a second in all, each to all of 200 clients, which run in a process of their own. */
export async function measureFanout(server: ServerProcess): Promise<Record<string, number>> {
  const before = await memoryKib(server.pid);
  const crowd = fork(fileURLToPath(new URL('crowd.ts', import.meta.url)), [server.url, String(clients)], { execArgv: ['--import', 'tsx'] });
  await once(crowd, 'message');
  const after = await memoryKib(server.pid);
  const writer = await LightClient.connect(server.url, agent);
  const cpuBefore = await cpuSeconds(server.pid);
  for (let change = 0; change < changesPerSecond * seconds; change += 1) {
    writer.note(`at ${Date.now()}`);
    await sleep(1000 / changesPerSecond);
  }
  const cpu = (await cpuSeconds(server.pid)) - cpuBefore;
  await sleep(500);
  const latencies = await collect(crowd);
  writer.close();
  return {
    fanout_p50_ms: percentile(latencies, 0.5),
    fanout_p99_ms: percentile(latencies, 0.99),
    fanout_server_cores: Number((cpu / seconds).toFixed(3)),
    fanout_client_kib: Math.max(0, (after - before) / clients),
  };
}

async function collect(crowd: ChildProcess): Promise<readonly number[]> {
  crowd.send('report');
  const heard: unknown[] = await once(crowd, 'message');
  const { latencies } = report.parse(heard[0]);
  const expected = clients * changesPerSecond * seconds;
  if (latencies.length !== expected) throw new Error(`${latencies.length} of ${expected} changes arrived`);
  crowd.disconnect();
  await once(crowd, 'exit');
  return latencies;
}

async function memoryKib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
}

/** Processor time of the server process alone, in seconds (100 ticks a second on Linux). */
async function cpuSeconds(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
