import type { TeamId } from '#kernel/id';
import type { RunningServer } from '#server/start-server';
import { startCentralDatabases } from './central-database';
import { hire, startTestServer } from './central-server';
import { foundCompany, type Company } from './company';

/** A server in this process that serves a company of two teams. */
export type ServedCompany = {
  readonly server: RunningServer;
  /** Of its database. */
  readonly url: string;
  readonly company: Company;
  /** Somebody who can sign in, of the support team where no other is named. */
  readonly newAgent: (teams?: readonly TeamId[]) => Promise<{ readonly email: string }>;
  readonly stop: () => Promise<void>;
};

export async function openServedCompany(): Promise<ServedCompany> {
  const databases = await startCentralDatabases();
  const { url, db } = await databases.fresh();
  const server = await startTestServer(url);
  const { commit } = server.services.exchange;
  const company = await foundCompany(db, commit);
  return {
    server,
    url,
    company,
    newAgent: (teams = [company.support]) => hire(commit, company.tenant, { teams }),
    stop: async () => {
      await server.stop();
      await databases.stop();
    },
  };
}
