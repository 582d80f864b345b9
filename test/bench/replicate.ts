import { id } from '#kernel/id';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCentralDatabases } from '../support/central-database';
import { agent, colleague } from '../support/shop-company';
import { BenchProcess } from './bench-process';
import { measureFanout } from './fanout';
import { medians, percentile } from './figures';
import { onlineDesk, signInOf, withHouse, type House } from './house';
import { agesIn } from './stamp';
import { Windowless } from './windowless';

type Figures = Record<string, number>;
type Part = { readonly messages: number; readonly measure: (house: House) => Promise<Figures> };

const parts: Readonly<Record<string, Part>> = {
  small: { messages: 10_000, measure: (house) => bootstrap(house, 'bootstrap_10k_rows_s') },
  large: { messages: 100_000, measure: (house) => bootstrap(house, 'bootstrap_100k_rows_s') },
  propagation: { messages: 1000, measure: propagation },
  offline: { messages: 1000, measure: burst },
  fanout: { messages: 1000, measure: measureFanout },
};

/**
 * Rows a second into a fresh copy (from the moment when the load begins to the moment when the rows are usable), from a
 * write to its sight on another desk, a burst after an offline time, and fan-out to 200 clients. `only` names one part.
 */
export async function benchReplicate({ only, runs }: { readonly only: string | undefined; readonly runs: number }): Promise<Figures> {
  const databases = await startCentralDatabases();
  try {
    const figures: Figures = {};
    for (const [name, { messages, measure }] of Object.entries(parts)) {
      if (only !== undefined && only !== name) continue;
      const found = await withHouse(databases, messages, (house) => medians(runs, () => measure(house)));
      console.error(JSON.stringify(found));
      Object.assign(figures, found);
    }
    return figures;
  } finally {
    await databases.stop();
  }
}

/** A desk with nothing on its disk: fetching, unpacking, parsing, writing, putting in place, and greeting count; signing in does not. */
async function bootstrap(house: House, name: string): Promise<Figures> {
  const desk = new Windowless();
  desk.start({ folder: await house.folder(), server: house.server.url, signIn: signInOf(agent) });
  await desk.until('connection', {}, ({ loaded }) => loaded !== null);
  const began = performance.now();
  await desk.until('connection', {}, ({ state }) => state === 'online');
  const seconds = (performance.now() - began) / 1000;
  await desk.stop();
  return { [name]: house.rows / seconds };
}

const writes = 200;

/** A note, from the writer's command to the reader's live query; two desks in two processes, both with their files on disk. */
async function propagation(house: House): Promise<Figures> {
  const writer = new BenchProcess('writer.ts', [await house.folder(), house.server.url, signInOf(agent)]);
  await writer.ask('start');
  const reader = await onlineDesk(house, colleague);
  let seen: (age: number) => void = () => undefined;
  let last = '';
  reader.watch('conversation', { conversation: id('conversation', '0'), limit: 5 }, (shown) => {
    const text = shown?.messages.at(-1)?.row.text ?? '';
    const [age] = text === last ? [] : agesIn(text);
    last = text;
    if (age !== undefined) seen(age);
  });
  const ages: number[] = [];
  for (let write = 0; write < writes; write += 1) {
    const arrived = new Promise<number>((resolve) => (seen = resolve));
    await writer.ask('write');
    ages.push(await arrived);
    await sleep(10);
  }
  await writer.end();
  await reader.stop();
  return { propagation_p50_ms: percentile(ages, 0.5), propagation_p95_ms: percentile(ages, 0.95), propagation_p99_ms: percentile(ages, 0.99) };
}

const offlineWrites = 1000;

/** A thousand notes written while the server is away, from its return until the last is committed and retired. */
async function burst(house: House): Promise<Figures> {
  const desk = await onlineDesk(house, agent);
  await house.server.stop();
  await desk.until('connection', {}, ({ state }) => state === 'offline');
  for (let write = 0; write < offlineWrites; write += 1) await desk.ask('note.add', { conversation: id('conversation', '1'), text: `offline ${write}` });
  await house.server.start();
  const retired = desk.until('connection', {}, ({ state, waiting }) => state === 'online' && waiting === 0);
  await desk.until('connection', {}, ({ state }) => state === 'online');
  const began = performance.now();
  await retired;
  const taken = performance.now() - began;
  await desk.stop();
  return { offline_1000_ms: taken };
}
