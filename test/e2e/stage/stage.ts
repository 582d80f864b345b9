import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openSmtpMailbox, type SmtpMailbox } from '../../support/smtp-mailbox';
import { ServerProcess } from '../../support/server-process';
import { foundCompany } from '../../support/shop-company';
import { freshComputer, type Computer } from './computer';

/** A company's server over a real database, the mail server of its customers, and a folder for each computer. */
export type Stage = {
  readonly server: ServerProcess;
  readonly customers: SmtpMailbox;
  readonly databases: CentralDatabases;
  readonly computer: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/** `own`: over a PostgreSQL that nobody else uses, because the test stops it. `telegram`: where a Bot API server listens. */
export async function openStage({ own = false, telegram }: { readonly own?: boolean; readonly telegram?: string } = {}): Promise<Stage> {
  const databases = await startCentralDatabases(own ? {} : null);
  const { db, url } = await databases.fresh();
  await foundCompany(db, url);
  const customers = await openSmtpMailbox();
  const server = new ServerProcess({ database: url, relayPort: customers.port, ...(telegram === undefined ? {} : { telegram }) });
  await server.start();
  const computers: Computer[] = [];
  return {
    server,
    customers,
    databases,
    computer: async () => {
      const computer = await freshComputer();
      computers.push(computer);
      return computer.folder;
    },
    close: async () => {
      await server.stop();
      await customers.stop();
      await databases.stop();
      for (const computer of computers) await computer.forget();
    },
  };
}
