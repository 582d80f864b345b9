import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { id } from '#kernel/id';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { agent, colleague, foundCompany } from '../support/shop-company';
import { ServerProcess } from '../support/server-process';
import { fillPast } from './company-with-past';
import { measureFanout } from './fanout';
import { medians, percentile, rounded } from './figures';
import { Windowless } from './windowless';

const runs = 5;

type House = { readonly server: ServerProcess; readonly folder: () => Promise<string>; readonly close: () => Promise<void> };

/** Rows per second into a fresh copy, from write to sight, a burst after an offline time, and fan-out to 200 clients. */
export async function benchReplicate(): Promise<Record<string, number>> {
  const databases = await startCentralDatabases();
  try {
    const small = await withHouse(databases, 10_000, (house) => medians(runs, () => bootstrap(house, 'bootstrap_10k_rows_s')));
    say(small);
    const large = await withHouse(databases, 100_000, (house) => medians(runs, () => bootstrap(house, 'bootstrap_100k_rows_s')));
    say(large);
    const live = await withHouse(databases, 1000, (house) => medians(runs, () => propagation(house)));
    say(live);
    const offline = await withHouse(databases, 1000, (house) => medians(runs, () => burst(house)));
    say(offline);
    const fanout = await withHouse(databases, 1000, (house) => medians(runs, () => measureFanout(house.server)));
    say(fanout);
    return { ...small, ...large, ...live, ...offline, ...fanout };
  } finally {
    await databases.stop();
  }
}

function say(figures: Record<string, number>): void {
  console.error(JSON.stringify(figures));
}

async function withHouse<T>(databases: CentralDatabases, messages: number, work: (house: House) => Promise<T>): Promise<T> {
  const { db, url } = await databases.fresh();
  await foundCompany(db, url);
  await fillPast(db, { messages, openConversations: 30 });
  await db.raw('vacuum analyze');
  const server = new ServerProcess({ database: url });
  await server.start();
  const folders: string[] = [];
  const house: House = {
    server,
    folder: async () => {
      const made = await mkdtemp(join(tmpdir(), 'otklik-bench-'));
      folders.push(made);
      return made;
    },
    close: () => server.stop(),
  };
  try {
    return await work(house);
  } finally {
    await house.close();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}

/** From the start of a desk with nothing on its disk to the moment it is online; all rows count, sign-in included. */
async function bootstrap(house: House, name: string): Promise<Record<string, number>> {
  const desk = new Windowless();
  const began = performance.now();
  let rows = 0;
  desk.start({ folder: await house.folder(), server: house.server.url, signIn: `${agent.email}:${agent.password}` });
  await desk.until('connection', {}, (connection) => {
    rows = Math.max(rows, connection.loaded ?? 0);
    return connection.state === 'online';
  });
  const seconds = (performance.now() - began) / 1000;
  await desk.stop();
  return { [name]: rows / seconds };
}

const writes = 200;

/** A note of one desk until another desk's live query shows it; both on disk, each with its own socket. */
async function propagation(house: House): Promise<Record<string, number>> {
  const writer = await onlineDesk(house, agent);
  const reader = await onlineDesk(house, colleague);
  const conversation = id('conversation', '0');
  let seen: (text: string) => void = () => undefined;
  reader.watch('conversation', { conversation, limit: 5 }, (shown) => seen(shown?.messages.at(-1)?.row.text ?? ''));
  const samples: number[] = [];
  for (let index = 0; index < writes; index += 1) {
    const text = `note ${index}`;
    const arrived = new Promise<void>((resolve) => {
      seen = (shown) => (shown === text ? resolve() : undefined);
    });
    const began = performance.now();
    void writer.ask('note.add', { conversation, text });
    await arrived;
    samples.push(performance.now() - began);
    await sleep(10);
  }
  await writer.stop();
  await reader.stop();
  return {
    propagation_p50_ms: percentile(samples, 0.5),
    propagation_p95_ms: percentile(samples, 0.95),
    propagation_p99_ms: percentile(samples, 0.99),
  };
}

const offlineWrites = 1000;

/** A thousand notes written while the server is away, from its return until the last is committed and retired. */
async function burst(house: House): Promise<Record<string, number>> {
  const desk = await onlineDesk(house, agent);
  const conversation = id('conversation', '1');
  await house.server.stop();
  await desk.until('connection', {}, ({ state }) => state === 'offline');
  for (let index = 0; index < offlineWrites; index += 1) await desk.ask('note.add', { conversation, text: `offline ${index}` });
  await house.server.start();
  const online = desk.until('connection', {}, ({ state }) => state === 'online');
  const done = desk.until('connection', {}, ({ state, waiting }) => state === 'online' && waiting === 0);
  await online;
  const began = performance.now();
  await done;
  const taken = performance.now() - began;
  await desk.stop();
  return { offline_1000_ms: rounded(taken) };
}

async function onlineDesk(house: House, person: { readonly email: string; readonly password: string }): Promise<Windowless> {
  const desk = new Windowless();
  desk.start({ folder: await house.folder(), server: house.server.url, signIn: `${person.email}:${person.password}` });
  await desk.until('connection', {}, ({ state }) => state === 'online');
  return desk;
}
