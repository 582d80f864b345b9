import { setTimeout as sleep } from 'node:timers/promises';
import { password } from '../support/central-server';
import type { DeskOffice } from './desk-office';
import type { DeskWorker } from './desk-worker';
import { judgeDesks, saidBy } from './judge-desks';
import type { Figures } from './proof';

/** What a desk is doing when it ends, and how long it does it at most, in milliseconds. */
const moments = { writing: 500, start: 350, load: 500, wipe: 40, scope: 150, offline: 400 } as const;
type Moment = keyof typeof moments;

/** How the desk's process ends. When it resolves, the desk can be started again. */
export type Knife = (worker: DeskWorker) => Promise<void>;

/** The desks of an office work, and each is ended at random moments until there were so many ends. Judges in the end. */
export async function endDesks(office: DeskOffice, { runs, knife, tell }: { readonly runs: number; readonly knife: Knife; readonly tell: (line: string) => void }): Promise<Figures> {
  const ends = new Map<Moment, number>();
  const unseen: string[] = [];
  for (const { desk } of office.workers) desk.start();
  for (const { desk } of office.workers) await desk.online();
  for (const worker of office.workers) await office.triesBoth(worker);
  office.pump(150);
  let left = runs;
  // A run that has to end early is judged for what it did.
  process.once('SIGINT', () => (left = 0));
  const live = async (worker: DeskWorker): Promise<void> => {
    // Everybody begins by writing: a short run too has something to judge.
    for (let moment: Moment = 'writing'; left > 0; moment = worker.dice.pick(momentNames) ?? 'writing') {
      left -= 1;
      ends.set(moment, (ends.get(moment) ?? 0) + 1);
      if (left % 50 === 0) tell(`${runs - left} ends, ${office.ledger.count('acknowledged')} acknowledged`);
      await endAt(moment, { office, worker, knife });
      worker.road.mend();
      worker.desk.start();
      unseen.push(...(await worker.missing()).map((line) => `${line} was not shown after a start`));
    }
  };
  await Promise.all(office.workers.map(live));
  await office.settle();
  // Texts that came back, and what stands in the composers.
  for (const worker of office.workers) unseen.push(...(await worker.missing()));
  const figures = await judgeDesks(office, sum([...ends.values()]), tell);
  // Where nothing was refused or attached, nothing is known of it.
  for (const tried of ['refused', 'with_files'] as const) if (figures[tried] === 0) unseen.push(`${tried}: none`);
  for (const line of unseen.slice(0, 20)) tell(`LOST ${line}`);
  return { ...figures, not_looked_at: sum(office.workers.map(({ late }) => late)), lost: figures.lost + unseen.length, ...Object.fromEntries(ends), ...saidBy(office.workers) };
}

// checked: the keys of the table above
const momentNames = Object.keys(moments) as Moment[];

type Scene = { readonly office: DeskOffice; readonly worker: DeskWorker; readonly knife: Knife };

async function endAt(moment: Moment, { office, worker, knife }: Scene): Promise<void> {
  const { dice } = worker;
  let isOver = false;
  if (moment !== 'start') await worker.writeOnce();
  const writing = moment === 'start' ? Promise.resolve() : worker.writeOn(() => isOver);
  await prepare(moment, office, worker);
  await sleep(dice.below(moments[moment]));
  isOver = true;
  await knife(worker);
  await writing;
}

async function prepare(moment: Moment, office: DeskOffice, worker: DeskWorker): Promise<void> {
  const { desk, dice, road, email } = worker;
  if (moment === 'offline') return road.cut();
  if (moment === 'writing') return;
  if (moment === 'start') {
    await desk.kill();
    return desk.start();
  }
  await sleep(dice.below(150));
  if (moment === 'scope') return changeTeams(office, worker);
  const left = desk.ask('session.signOut', { waiting: 'keep' });
  // The person is back at once, and the first copy is being fetched when the end comes.
  if (moment === 'load') void (await left.then(() => desk.ask('session.signIn', { email, password })));
}

async function changeTeams(office: DeskOffice, { person, dice }: DeskWorker): Promise<void> {
  const { support, delivery } = office.company;
  await office.becomes(person, dice.chance(0.5) ? [support, delivery] : [support]);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
