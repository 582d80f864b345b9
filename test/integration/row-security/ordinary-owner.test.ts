import { openCentral, type Central } from '#db/central/open';
import { prepareCentral } from '#db/central/prepare';
import { rolesByHand } from '#db/central/roles';
import { debianBinaries, startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { arrive, foundCompany } from '../../support/company';
import { hire, readSnapshot, signIn, startTestServer, TestDesk } from '../../support/central-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const makes = [['the PostgreSQL of the project', null], ...(debianBinaries() === null ? [] : [['PostgreSQL 15', debianBinaries()] as const])] as const;

/** A cluster of their own, since roles belong to the cluster. */
describe.each(makes)('S-33 a user who owns a database and is no superuser, on %s', (_name, binaries) => {
  let databases: CentralDatabases;
  let admin: Central;
  let server: string;
  beforeAll(async () => {
    databases = await startCentralDatabases(binaries === null ? {} : { binaries });
    const fresh = await databases.fresh();
    admin = fresh.db;
    server = fresh.url;
  }, 60_000);
  afterAll(() => databases.stop());

  async function ownedBy(user: string, rights: 'createrole' | 'nocreaterole'): Promise<string> {
    const sqlRights = rights;
    await admin.raw(`create role ?? login ${sqlRights} password 'secret'`, [user]);
    await admin.raw('create database ?? owner ??', [user, user]);
    const url = new URL(server);
    url.username = user;
    url.password = 'secret';
    url.pathname = `/${user}`;
    return url.href;
  }

  /** As if this server had never been started in this cluster. */
  async function withoutRoles(): Promise<void> {
    await admin.raw('alter role otklik_server rename to hidden_server');
    await admin.raw('alter role otklik_person rename to hidden_person');
  }

  async function serves(url: string): Promise<void> {
    const running = await startTestServer(url);
    try {
      const { commit } = running.services.exchange;
      const company = await foundCompany(running.services.db, commit);
      await arrive(commit, { tenant: company.tenant, team: company.support, text: 'for support' });
      await arrive(commit, { tenant: company.tenant, team: company.delivery, text: 'for delivery' });
      const session = await signIn(running.url, (await hire(commit, company.tenant, { teams: [company.support] })).email);
      const desk = await TestDesk.live(running.url, session);
      const { text } = await readSnapshot(running.url, session, desk.client);
      expect(text).toContain('for support');
      expect(text).not.toContain('for delivery');
      desk.close();
    } finally {
      await running.stop();
    }
  }

  test('who may not make the roles is told what to do, and works once it is done', async () => {
    await withoutRoles();
    const url = await ownedBy('plain', 'nocreaterole');
    const db = openCentral(url);
    expect(await prepareCentral(db)).toEqual({ ok: false, code: 'database.rolesMissing' });
    await db.destroy();
    await expect(startTestServer(url)).rejects.toMatchObject({ name: 'MissingRolesError', code: rolesByHand });
    await admin.raw('create role otklik_server nologin; create role otklik_person nologin; grant otklik_server, otklik_person to plain');
    await serves(url);
  });

  test('who may make roles makes them', async () => {
    await admin.raw('alter role otklik_server rename to other_server');
    await admin.raw('alter role otklik_person rename to other_person');
    await serves(await ownedBy('maker', 'createrole'));
  });
});
