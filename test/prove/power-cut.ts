import { join } from 'node:path';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { endDesks } from './desk-moments';
import { DeskOffice } from './desk-office';
import { FrailDisk, fileSystems, noFrailDisks } from './frail-disk';
import type { Figures, Plan, Proof } from './proof';

/** The file system under a desk loses its power, and comes back with what was synchronised. Desks stand on ext4 and xfs in turn. */
export const powerCut: Proof = {
  plan: { runs: 100, worlds: 1, desks: 4 },
  lacks: noFrailDisks,
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      return await cutPower(databases, plan, say);
    } finally {
      await databases.stop();
    }
  },
};

export async function cutPower(databases: Pick<CentralDatabases, 'fresh'>, { runs, seed, desks }: Plan, say: (line: string) => void): Promise<Figures> {
  const disks = Array.from({ length: desks }, (_, desk) => new FrailDisk(fileSystems[desk % fileSystems.length] ?? 'ext4'));
  const profile = (desk: number): string => join(disks[desk]?.folder ?? '', 'profile');
  const office = await DeskOffice.open(databases, { seed, desks, past: 2000, home: profile });
  try {
    const diskOf = new Map(office.workers.map((worker, place) => [worker, disks[place]]));
    return await endDesks(office, {
      runs,
      tell: say,
      knife: async (worker) => {
        // Stopped first: a synchronisation on its way when the power goes may be told as done, which no real disk does.
        worker.desk.signal('SIGSTOP');
        await diskOf.get(worker)?.cut();
        await worker.desk.kill();
        await diskOf.get(worker)?.restore();
      },
    });
  } finally {
    await office.close();
    for (const disk of disks) disk.remove();
  }
}
