import { openCentral, type Writer } from '#db/central/open';
import { isUnavailable } from '#db/central/unavailable';
import { id } from '#kernel/id';
import { openExchange } from '#server/sync/exchange';
import { partFor } from '#server/sync/log-piece';
import type { LogRun } from '#server/sync/log';
import type { MakeOrder } from '#server/sync/order';
import { orderByHead } from '#server/sync/order-by-head';
import { orderByLeader } from '#server/sync/order-by-leader';
import { setTimeout as sleep } from 'node:timers/promises';
import { load, type Load, type Said, type Told } from './messages';
import { plantedOrder, takeNumber } from './planted-order';
import { toldRows } from './told-rows';

/** One server process as far as the order goes: writes when it is asked to, and tells all that its log dispatches. */
const [url = '', kind = ''] = process.argv.slice(2);
const orders: Readonly<Record<string, MakeOrder>> = { leader: orderByLeader, head: orderByHead, planted: plantedOrder };
const order = orders[kind];
if (order === undefined) throw new Error(`no order ${kind}`);
const begin = kind === 'planted' ? takeNumber : async (_tx: Writer): Promise<void> => undefined;

class Thrown extends Error {}

const db = openCentral(url, 20);
const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined, order });
exchange.log.watchRuns((run) => say({ t: 'run', from: run.from, to: run.to, entries: toldBy(run) }));
process.on('message', (message) => void carryOut(load.parse(message)));
process.on('disconnect', () => process.exit(0));
say({ t: 'ready' });

async function carryOut(asked: Load): Promise<void> {
  await Promise.all(Array.from({ length: asked.writers }, (_, writer) => write(asked, writer)));
  say({ t: 'loaded', name: asked.name });
}

async function write(asked: Load, writer: number): Promise<void> {
  const dice = createDice(asked.seed * 1000 + writer);
  for (let turn = 0; turn < asked.turns; turn += 1) await transact(`${asked.name}-${writer}-${turn}`, asked.tenant, dice);
}

/** A row of its own, often one that others write too, waits between, and sometimes a change of mind at the end. */
async function transact(name: string, tenant: Load['tenant'], dice: () => number): Promise<void> {
  const rows = [id('team', name), ...(dice() < 0.6 ? [id('team', `shared-${Math.floor(dice() * 3)}`)] : [])];
  const pauses = [dice() * 4, dice() * 4, dice() * 4];
  const turnsBack = dice() < 0.2;
  say({ t: 'began', id: rows[0] ?? '', at: now() });
  try {
    await exchange.commit(tenant, async (tx, _now, put) => {
      await begin(tx);
      await sleep(pauses[0]);
      for (const [place, row] of rows.entries()) {
        await put([{ op: 'put', table: 'teams', row: { id: row, name, version: 0 } }]);
        await sleep(pauses[place + 1]);
      }
      if (turnsBack) throw new Thrown();
    });
    say({ t: 'committed', id: rows[0] ?? '', at: now() });
  } catch (error) {
    if (!(error instanceof Thrown) && !isUnavailable(error)) throw error;
    say({ t: error instanceof Thrown ? 'rolledBack' : 'unknown', id: rows[0] ?? '' });
  }
}

/** Mulberry32: the same seed, the same run. */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function toldBy(run: LogRun): Told[] {
  return run.entries.map((entry) => ({ seq: entry.seq, rows: toldRows(JSON.parse(`[${partFor([entry], ['org']) ?? ''}]`)) }));
}

function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function say(message: Said): void {
  process.send?.(message);
}
