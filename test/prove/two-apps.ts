import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { crash, openWorkstation, type Workstation } from '../e2e/stage/workstation';
import { password } from '../support/central-server';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { outboxHolders } from '../support/outbox-holders';
import { DeskOffice } from './desk-office';
import type { DeskWorker } from './desk-worker';
import { judgeDesks } from './judge-desks';
import { together, type Figures, type Plan, type Proof } from './proof';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const standIn = join(checkout, 'electron', 'stand-in');

/** One profile is started twice, also after a kill; and one person works at several computers at once. */
export const twoApps: Proof = {
  plan: { runs: 100, worlds: 1, desks: 3 },
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      const apart = await workApart(databases, plan, say);
      return together([apart, await startTwice(databases, { ...plan, runs: Math.ceil(plan.runs / 5) }, say)]);
    } finally {
      await databases.stop();
    }
  },
};

/** Several desks of one person write into the same conversations, each with a network of its own that comes and goes. */
export async function workApart(databases: Pick<CentralDatabases, 'fresh'>, { runs, seed, desks }: Plan, say: (line: string) => void): Promise<Figures> {
  const office = await DeskOffice.open(databases, { seed, desks, isOnePerson: true });
  try {
    for (const { desk } of office.workers) desk.start();
    for (const { desk } of office.workers) await desk.online();
    let isOver = false;
    const writing = office.workers.map((worker) => worker.writeOn(() => isOver));
    for (let run = 0; run < runs; run += 1) {
      const worker = office.dice.pick(office.workers);
      worker?.road.cut();
      await sleep(50 + office.dice.below(150));
      worker?.road.mend();
    }
    isOver = true;
    await Promise.all(writing);
    await office.settle();
    return await judgeDesks(office, runs, say);
  } finally {
    await office.close();
  }
}

/** A second start of the same profile, or a start after a kill: never do two processes hold the outbox. */
async function startTwice(databases: Pick<CentralDatabases, 'fresh'>, { runs, seed }: Plan, say: (line: string) => void): Promise<Figures> {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standIn;
  process.env['ELECTRON_STAND_IN_HEADLESS'] = '1';
  const folder = await mkdtemp(join(tmpdir(), 'otklik-twice-'));
  const office = await DeskOffice.open(databases, { seed, desks: 1, home: () => join(folder, 'profile') });
  const [worker] = office.workers;
  if (worker === undefined) throw new Error('nobody is here');
  const open = (): Promise<Workstation> => openWorkstation({ folder, server: office.server.url, signIn: `${worker.email}:${password}` });
  const wrong: string[] = [];
  let first = await open();
  try {
    for (let run = 0; run < runs; run += 1) {
      await write(first, office, worker);
      const isKilled = office.dice.chance(0.5);
      const watch = watchHolders(folder);
      if (isKilled) {
        await crash(first);
        first = await open();
        await write(first, office, worker);
      } else if ((await startSecond(folder, office, worker)) !== 0) wrong.push('the second start did not hand over');
      wrong.push(...watch());
      if ((run + 1) % 5 === 0) say(`${run + 1} starts, ${office.ledger.count('acknowledged')} acknowledged`);
    }
    await first.app.close();
    await office.settle();
    for (const line of wrong) say(`LOST ${line}`);
    const figures = await judgeDesks(office, runs, say);
    return { ...figures, lost: figures.lost + wrong.length };
  } finally {
    await first.app.close().catch(() => undefined);
    await office.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the person writes in the window, until one is kept. */
async function write({ window: page }: Workstation, { ledger }: DeskOffice, { conversations }: DeskWorker): Promise<void> {
  const [conversation] = conversations;
  if (conversation === undefined) return;
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const text = ledger.words('note.add');
    const deed = ledger.invoke({ mark: { text }, mutation: null, key: null });
    // A window that is still being loaded answers nothing: then nobody knows.
    const outcome = await page.evaluate((asked) => window.otklik.ask('note.add', asked), { conversation, text }).catch(() => null);
    if (outcome?.ok === true) return ledger.acknowledge(deed);
    if (outcome !== null) ledger.refuse(deed);
    await sleep(100);
  }
  throw new Error('the window keeps nothing');
}

/** Answers the code with which it ended. */
async function startSecond(folder: string, office: DeskOffice, { email }: DeskWorker): Promise<number | null> {
  const env = { ...process.env, HOME: folder, OTKLIK_SERVER: office.server.url, OTKLIK_SIGN_IN: `${email}:${password}` };
  const second = spawn(join(standIn, 'electron'), [checkout, `--user-data-dir=${join(folder, 'profile')}`], { env, cwd: checkout, stdio: 'ignore' });
  const timer = setTimeout(() => second.kill(), 60_000);
  await once(second, 'exit');
  clearTimeout(timer);
  return second.exitCode;
}

/** Looks at who holds the outbox open, again and again, until it is asked for what it saw. */
function watchHolders(folder: string): () => readonly string[] {
  const wrong: string[] = [];
  const timer = setInterval(() => {
    const holders = outboxHolders(folder);
    if (holders.length > 1) wrong.push(`the outbox is open in the processes ${holders.join()}`);
  }, 15);
  return () => {
    clearInterval(timer);
    return wrong;
  };
}
