import { setTimeout as sleep } from 'node:timers/promises';
import { password } from '../support/central-server';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { DeskOffice } from './desk-office';
import type { DeskWorker } from './desk-worker';
import { judgeDesks, saidBy } from './judge-desks';
import { together, worldsOf, type Figures, type Plan, type Proof } from './proof';

/** What a desk is doing when it is killed. */
const moments = ['writing', 'start', 'load', 'wipe', 'scope', 'offline'] as const;
type Moment = (typeof moments)[number];

/** The desk's own process is killed at random moments, and started again as main would. */
export const killDesk: Proof = {
  plan: { runs: 1000, worlds: 2, desks: 3 },
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      return together(await Promise.all(worldsOf(plan).map((share) => killDesks(databases, share, say))));
    } finally {
      await databases.stop();
    }
  },
};

export async function killDesks(databases: Pick<CentralDatabases, 'fresh'>, { runs, seed, desks }: Plan, say: (line: string) => void): Promise<Figures> {
  const office = await DeskOffice.open(databases, { seed, desks, past: 4000 });
  try {
    const kills = new Map<Moment, number>();
    const unseen: string[] = [];
    for (const { desk } of office.workers) desk.start();
    for (const { desk } of office.workers) await desk.online();
    office.pump(40);
    let left = runs;
    const live = async (worker: DeskWorker): Promise<void> => {
      for (; left > 0; ) {
        left -= 1;
        const moment = worker.dice.pick(moments) ?? 'writing';
        kills.set(moment, (kills.get(moment) ?? 0) + 1);
        await killAt(moment, office, worker);
        worker.desk.start();
        worker.road.mend();
        unseen.push(...(await worker.missing()));
        if (left % 50 === 0) say(`seed ${seed}: ${runs - left} kills, ${office.ledger.count('acknowledged')} acknowledged`);
      }
    };
    await Promise.all(office.workers.map(live));
    await office.settle();
    for (const line of unseen.slice(0, 20)) say(`LOST ${line} was not shown after a start`);
    const figures = await judgeDesks(office, runs, say);
    return { ...figures, lost: figures.lost + unseen.length, ...Object.fromEntries(kills), ...saidBy(office.workers) };
  } finally {
    await office.close();
  }
}

/** Each moment ends with the kill; how long it lasts is the dice's. */
async function killAt(moment: Moment, office: DeskOffice, worker: DeskWorker): Promise<void> {
  const { desk, dice, road } = worker;
  let isOver = false;
  const writing = moment === 'start' ? Promise.resolve() : worker.writeOn(() => isOver);
  if (moment === 'offline') road.cut();
  if (moment === 'start') await restart(worker);
  if (moment === 'load' || moment === 'wipe') {
    await sleep(dice.below(150));
    const left = desk.ask('session.signOut', { waiting: 'keep' });
    if (moment === 'load') await left.then(() => enter(worker));
  }
  if (moment === 'scope') await sleep(dice.below(150)).then(() => changeTeams(office, worker));
  await sleep(dice.below({ writing: 500, start: 350, load: 500, wipe: 40, scope: 150, offline: 400 }[moment]));
  isOver = true;
  await desk.kill();
  await writing;
}

async function restart({ desk }: DeskWorker): Promise<void> {
  await desk.kill();
  desk.start();
}

/** The person is back at once, and the first copy is being fetched when the knife comes. */
function enter({ desk, email }: DeskWorker): void {
  void desk.ask('session.signIn', { email, password });
}

async function changeTeams(office: DeskOffice, { person, dice }: DeskWorker): Promise<void> {
  const { support, delivery } = office.company;
  await office.becomes(person, dice.chance(0.5) ? [support, delivery] : [support]);
}
