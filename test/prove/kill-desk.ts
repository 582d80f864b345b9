import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { endDesks } from './desk-moments';
import { DeskOffice } from './desk-office';
import { together, worldsOf, type Figures, type Plan, type Proof } from './proof';

/** The desk's own process is killed at random moments, and started again as main would. */
export const killDesk: Proof = {
  plan: { runs: 1000, worlds: 1, desks: 8 },
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
  const office = await DeskOffice.open(databases, { seed, desks, past: 1500 });
  try {
    return await endDesks(office, { runs, knife: ({ desk }) => desk.kill(), tell: say });
  } finally {
    await office.close();
  }
}
