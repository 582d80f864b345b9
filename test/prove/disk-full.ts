import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openSqlite } from '#db/cache/sqlite';
import { smallDiskAt, type SmallDisk } from '../e2e/stage/small-disk';
import { password } from '../support/central-server';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { DeskOffice } from './desk-office';
import type { DeskWorker } from './desk-worker';
import { judgeDesks, saidBy } from './judge-desks';
import type { Figures, Plan, Proof } from './proof';

/** At which work the disk becomes full. `checkpoint` waits for the desk's own rest, so it comes seldom. */
const steps = ['outbox', 'draft', 'rebase', 'load', 'start', 'migration', 'checkpoint'] as const;
type Step = (typeof steps)[number];

type Scene = { readonly office: DeskOffice; readonly worker: DeskWorker; readonly disk: SmallDisk };

/** The disk of a desk fills up at each of its works and has space again: the desk goes on without a restart. */
export const diskFull: Proof = {
  plan: { runs: 140, worlds: 1, desks: 4 },
  lacks: () => (process.getuid?.() === 0 ? null : 'A disk that fills up is a tmpfs of its own, which only root may mount.'),
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      return await fillDisks(databases, plan, say);
    } finally {
      await databases.stop();
    }
  },
};

export async function fillDisks(databases: Pick<CentralDatabases, 'fresh'>, { runs, seed, desks }: Plan, say: (line: string) => void): Promise<Figures> {
  const root = mkdtempSync(join(tmpdir(), 'otklik-full-'));
  const homes = Array.from({ length: desks }, (_, desk) => join(root, String(desk)));
  const disks = homes.map(mounted);
  const office = await DeskOffice.open(databases, { seed, desks, past: 600, home: (desk) => homes[desk] ?? root });
  try {
    for (const { desk } of office.workers) desk.start();
    for (const { desk } of office.workers) await desk.online();
    const fills = new Map<Step, number>();
    const unseen: string[] = [];
    let run = 0;
    const live = async (worker: DeskWorker, disk: SmallDisk): Promise<void> => {
      while (run < runs) {
        const step = steps[run % steps.length] ?? 'outbox';
        run += 1;
        fills.set(step, (fills.get(step) ?? 0) + 1);
        unseen.push(...(await fillAt(step, { office, worker, disk })).map((line) => `${step}: ${line}`));
        if (run % 20 === 0) say(`${run} fills, ${office.ledger.count('acknowledged')} acknowledged, ${office.ledger.count('refused')} told as not kept`);
      }
    };
    await Promise.all(office.workers.map((worker, place) => live(worker, disks[place] ?? mounted(root))));
    await office.settle();
    for (const line of unseen.slice(0, 20)) say(`LOST ${line}`);
    const figures = await judgeDesks(office, runs, say);
    return { ...figures, lost: figures.lost + unseen.length, ...Object.fromEntries(fills), ...saidBy(office.workers) };
  } finally {
    await office.close();
    for (const disk of disks) disk.remove();
    rmSync(root, { recursive: true, force: true });
  }
}

function mounted(home: string): SmallDisk {
  const disk = smallDiskAt(home);
  if (disk === null) throw new Error('no disk of its own');
  return disk;
}

/** One fill, then space again. Answers what went wrong in sight of the person. */
async function fillAt(step: Step, scene: Scene): Promise<readonly string[]> {
  const { worker, disk } = scene;
  await worker.writeOnce();
  await works[step](scene);
  const before = worker.desk.pid;
  disk.free();
  worker.road.mend();
  try {
    await worker.comeBack();
    await worker.writeOnce();
  } catch (error) {
    return [`did not go on: ${error instanceof Error ? error.message : 'unknown'}`];
  }
  return [...(await worker.missing()), ...(worker.desk.pid === before ? [] : ['the desk ended'])];
}

const works: Readonly<Record<Step, (scene: Scene) => Promise<void>>> = {
  outbox: async ({ worker, disk }) => {
    disk.fill(worker.dice.below(30) * 4096);
    for (let count = 0; count < 25; count += 1) await worker.write();
  },
  draft: async ({ worker, disk }) => {
    disk.fill();
    for (let count = 0; count < 8; count += 1) await worker.writeDraft();
  },
  /** What waited here and what came from the server meet on a full disk. */
  rebase: async ({ office, worker, disk }) => {
    worker.road.cut();
    for (let count = 0; count < 12; count += 1) await worker.write();
    await office.colleaguesWrite(worker, 60);
    disk.fill(worker.dice.below(10) * 4096);
    worker.road.mend();
    await sleep(1500);
  },
  load: async ({ worker, disk }) => {
    await worker.desk.ask('session.signOut', { waiting: 'keep' });
    disk.fill(worker.dice.below(150) * 4096);
    void worker.desk.ask('session.signIn', { email: worker.email, password });
    await sleep(1500);
  },
  start: async ({ worker, disk }) => {
    await worker.desk.stop();
    disk.fill(worker.dice.below(20) * 4096);
    worker.desk.start();
    await sleep(1000);
  },
  /** An outbox of the version before, with work in it, is opened by this one. */
  migration: async ({ office, worker, disk }) => {
    worker.road.cut();
    for (let count = 0; count < 5; count += 1) await worker.write();
    await worker.desk.stop();
    await putBack(join(worker.desk.home, 'desk', office.company.tenant, worker.person, 'outbox.db'));
    disk.fill();
    worker.desk.start();
    await sleep(1000);
  },
  checkpoint: async ({ worker, disk }) => {
    for (let count = 0; count < 30; count += 1) await worker.write();
    disk.fill();
    await sleep(10_500);
    for (let count = 0; count < 5; count += 1) await worker.write();
  },
};

/** The last step of the outbox's list has not been made yet; an earlier one would never be made again. */
async function putBack(path: string): Promise<void> {
  const file = await openSqlite(path, 'full', async (writer) => {
    await writer.raw('alter table drafts drop column "mail"');
    await writer.raw('delete from migrations where version = 6');
  });
  await file.close();
}
