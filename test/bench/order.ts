import { openCentral } from '#db/central/open';
import { openExchange } from '#server/sync/exchange';
import { orderByHead } from '#server/sync/order-by-head';
import { orderByLeader } from '#server/sync/order-by-leader';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createTenant } from '../support/accounts';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { BenchProcess } from './bench-process';
import { medians, percentile } from './figures';
import { steadyNow } from './stamp';

const processes = 2;
const connectionsEach = 16;

const report = z.object({ committed: z.array(z.tuple([z.string(), z.number()])) });

/** Ordered commits a second of one company through the product's commit path, and how long after COMMIT a reader has one. */
export async function benchOrder(options: { readonly seconds: number; readonly runs: number }): Promise<Record<string, number>> {
  const databases = await startCentralDatabases();
  try {
    const leader = await medians(options.runs, () => measure(databases, 'leader', options.seconds));
    const head = await medians(options.runs, () => measure(databases, 'head', options.seconds));
    return { ...leader, ...Object.fromEntries(Object.entries(head).map(([name, value]) => [`head_${name}`, value])) };
  } finally {
    await databases.stop();
  }
}

/** The reader is a third process of the server, this one: what it sees came through the log. */
async function measure(databases: CentralDatabases, kind: 'leader' | 'head', seconds: number): Promise<Record<string, number>> {
  const { url, db } = await databases.fresh();
  const tenant = await createTenant(db, { name: 'Bench' });
  const writers = Array.from({ length: processes }, (_, place) => new BenchProcess('order-writer.ts', [url, kind, `w${place}`, String(connectionsEach)]));
  await Promise.all(writers.map((writer) => writer.begun()));
  const readerDb = openCentral(url);
  const reader = await openExchange({ db: readerDb, url, heard: {}, failed: (error) => console.error(error), order: kind === 'head' ? orderByHead : orderByLeader });
  const seen = new Map<string, number>();
  reader.log.watchLog((changes) => {
    const at = steadyNow();
    for (const { change } of changes) if (change.op === 'put' && change.table === 'teams') seen.set(change.row.name, at);
  });
  await Promise.all(writers.map((writer) => writer.ask({ tenant, seconds: 1 })));
  seen.clear();
  const reports = await Promise.all(writers.map(async (writer) => report.parse(await writer.ask({ tenant, seconds })).committed));
  const committed = reports.flat();
  const patience = steadyNow() + 30_000;
  while (committed.some(([name]) => !seen.has(name))) {
    if (steadyNow() > patience) throw new Error('the reader missed what was committed');
    await sleep(20);
  }
  const lags = committed.map(([name, at]) => Math.max(0, (seen.get(name) ?? Number.NaN) - at));
  await Promise.all(writers.map((writer) => writer.end()));
  await reader.stop();
  await readerDb.destroy();
  return { commits_s: committed.length / seconds, read_lag_p50_ms: percentile(lags, 0.5), read_lag_p99_ms: percentile(lags, 0.99) };
}
