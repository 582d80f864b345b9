import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationId } from '#kernel/id';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { eventually } from '../support/eventually';
import { arriveByChat, leasesEnd } from '../support/live-chat';
import { DeskOffice } from './desk-office';
import type { DeskWorker } from './desk-worker';
import { judgeDesks, saidBy } from './judge-desks';
import type { Figures, Plan, Proof } from './proof';

/** `longest`: the longest sleep in milliseconds. `isPatient`: leases end by themselves, which takes two minutes. */
type Nights = Plan & { readonly longest: number; readonly isPatient: boolean };

/** Connections that one wake may open: a socket, a token, a name, a report of what was read, each with a second try. */
const storm = 10;
const backWithin = 5000;

/** Computers and servers sleep and wake: everybody is back soon, without a storm, and a lease that ended meanwhile has ended. */
export const sleepAndWake: Proof = {
  plan: { runs: 60, worlds: 1, desks: 6 },
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      return await sleepDesks(databases, { ...plan, longest: 60_000, isPatient: true }, say);
    } finally {
      await databases.stop();
    }
  },
};

type Seen = { readonly waking: number[]; readonly connections: number[]; readonly wrong: string[] };

async function sleepDesks(databases: Pick<CentralDatabases, 'fresh'>, nights: Nights, say: (line: string) => void): Promise<Figures> {
  const { runs, seed, desks } = nights;
  const office = await DeskOffice.open(databases, { seed, desks });
  const seen: Seen = { waking: [], connections: [], wrong: [] };
  try {
    for (const { desk } of office.workers) desk.start();
    for (const { desk } of office.workers) await desk.online();
    const [holder, ...others] = office.workers;
    if (holder === undefined || others.length === 0) throw new Error('at least two desks');
    office.pump(300);
    const late = loseLease(office, holder, nights.isPatient);
    let left = runs - 2;
    const live = async (worker: DeskWorker): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await deskSleeps(worker, Math.min(nights.longest, 2000 + nights.longest * worker.dice.roll() ** 3), seen);
        if (left % 10 === 0) say(`${left} sleeps to come, ${office.ledger.count('acknowledged')} acknowledged`);
      }
    };
    await Promise.all(others.map(live));
    seen.wrong.push(...(await late));
    await serverSleeps(office, Math.min(nights.longest, 40_000), seen);
    await office.settle();
    for (const worker of office.workers) seen.wrong.push(...(await worker.missing()));
    for (const line of seen.wrong) say(`LOST ${line}`);
    const figures = await judgeDesks(office, runs, say);
    return { ...figures, lost: figures.lost + seen.wrong.length, back_ms_max: Math.round(Math.max(...seen.waking)), connections_max: Math.max(...seen.connections), ...saidBy(office.workers) };
  } finally {
    await office.close();
  }
}

/** The computer sleeps in the middle of work; where it sleeps long, its connections are gone when it wakes. */
async function deskSleeps(worker: DeskWorker, night: number, seen: Seen): Promise<void> {
  const { desk, road, dice } = worker;
  let isOver = false;
  const writing = worker.writeOn(() => isOver);
  await sleep(dice.below(300));
  desk.signal('SIGSTOP');
  isOver = true;
  if (night > 8000) road.cut();
  await sleep(night);
  road.mend();
  const before = road.opened;
  const began = performance.now();
  desk.signal('SIGCONT');
  await writing;
  await worker.writeOnce();
  seen.wrong.push(...(await isBack(worker, began, seen)));
  seen.connections.push(road.opened - before);
  if (road.opened - before > storm) seen.wrong.push(`${road.opened - before} connections after a wake`);
}

/** Back is who has sent what waits. Where the desk trusts its clock, it is the server's. */
async function isBack({ desk }: DeskWorker, began: number, seen: Seen): Promise<readonly string[]> {
  const wrong: string[] = [];
  await desk.until({ name: 'connection', input: {} }, ({ state, waiting, clockTrusted, clockOffset }) => {
    if (clockTrusted && Math.abs(clockOffset) > 2000) wrong.push(`a trusted clock that is ${clockOffset} ms off`);
    return state === 'online' && waiting === 0;
  }, 60_000);
  const took = performance.now() - began;
  seen.waking.push(took);
  return took > backWithin ? [...wrong, `back after ${Math.round(took)} ms`] : wrong;
}

/** The server stands still while everybody writes, and goes on. */
async function serverSleeps(office: DeskOffice, night: number, seen: Seen): Promise<void> {
  let isOver = false;
  const writing = office.workers.map((worker) => worker.writeOn(() => isOver));
  process.kill(office.server.pid, 'SIGSTOP');
  await sleep(Math.min(night, 1500));
  isOver = true;
  await Promise.all(writing);
  await sleep(Math.max(0, night - 1500));
  const before = office.workers.map(({ road }) => road.opened);
  const began = performance.now();
  process.kill(office.server.pid, 'SIGCONT');
  for (const [place, worker] of office.workers.entries()) {
    seen.wrong.push(...(await isBack(worker, began, seen)).map((line) => `${line} of a server that slept`));
    seen.connections.push(worker.road.opened - (before[place] ?? 0));
  }
}

/** An agent who holds a chat writes an answer out of reach and falls asleep for longer than the lease. Nobody takes the chat meanwhile: the answer leaves, once. */
async function loseLease(office: DeskOffice, worker: DeskWorker, isPatient: boolean): Promise<readonly string[]> {
  const { company, exchange, db, ledger } = office;
  const { desk, road } = worker;
  const { id: chat } = await arriveByChat(exchange.commit, { tenant: company.tenant, team: company.support });
  const watched = { name: 'conversation', input: { conversation: chat, limit: 50 } } as const;
  await desk.until(watched, (shown) => shown !== null);
  await desk.ask('conversation.take', { conversation: chat });
  await desk.until(watched, (shown) => shown?.conversation.fence === 1);
  road.cut();
  await desk.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  const text = ledger.words('late answer');
  const deed = ledger.invoke({ mark: { text }, mutation: null, key: null });
  if ((await desk.ask('message.send', { conversation: chat, text }))?.ok === true) ledger.acknowledge(deed);
  desk.signal('SIGSTOP');
  await leaseOver(office, chat, isPatient);
  road.mend();
  desk.signal('SIGCONT');
  const told = await desk.until(watched, (shown) => shown?.messages.some(({ row, waiting }) => row.text === text && !waiting) === true);
  const ends: unknown[] = await db('messages').where({ conversation: chat }).whereRaw(`part->'event'->>'type' = 'leaseEnded'`).pluck('id');
  const wrong = ends.length === 1 ? [] : [`a lease that ended ${ends.length} times`];
  const stored: unknown[] = await db('messages').where({ conversation: chat, text }).pluck('id');
  return stored.length === 1 && told?.returned.length === 0 ? wrong : [...wrong, `a late answer that left ${stored.length} times`];
}

/** Back in the queue: by itself, or as after the time that a test does not wait for. */
async function leaseOver({ db }: DeskOffice, chat: ConversationId, isPatient: boolean): Promise<void> {
  await eventually(async () => {
    if (!isPatient) await leasesEnd(db);
    const row = await db('conversations').where({ id: chat }).first<{ readonly assignee: string | null } | undefined>('assignee');
    if (row?.assignee !== null) throw new Error('still held');
  }, 180_000);
}
