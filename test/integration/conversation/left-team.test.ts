import type { ConversationRow } from '#domain/conversation/conversation';
import type { PersonRow } from '#domain/access/person';
import type { TeamId } from '#kernel/id';
import { createLeases } from '#server/lease/leases';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson } from '../../support/accounts';
import { password } from '../../support/central-server';
import { foundCompany, type Company } from '../../support/company';
import { startCentralDatabases } from '../../support/central-database';
import { arriveByChat, leasesEnd } from '../../support/live-chat';
import { openOffice, type Office } from '../../support/office';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

const bothTeams = (): readonly TeamId[] => [served.company.support, served.company.delivery];

type House = Pick<Office, 'db' | 'exchange'> & { readonly company: Company };
const ours = (): House => ({ ...served.server.services, company: served.company });

function hireFor(teams: readonly TeamId[], { exchange, company }: House = ours()): Promise<PersonRow> {
  return createPerson(exchange.commit, company.tenant, { name: 'Ева', email: `${randomUUID()}@example.com`, password, roles: ['agent'], teams });
}

async function given(team: TeamId, { id: assignee }: PersonRow, { exchange, company: { tenant } }: House = ours()): Promise<ConversationRow> {
  const chat = await arriveByChat(exchange.commit, { tenant, team });
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'conversations', row: { ...chat, assignee, fence: 1 } }]));
  return chat;
}

function ownerOf({ id }: ConversationRow, { db }: Pick<House, 'db'> = ours()): Promise<{ readonly assignee: string | null }> {
  return db('conversations').where({ id }).first('assignee');
}

/** After a look: what the server's own has in hand at that moment is passed over. */
function ownerAfterLook(chat: ConversationRow): Promise<{ readonly assignee: string | null }> {
  return served.server.services.leases.look().then(() => ownerOf(chat));
}

test('who left a team holds its chats no longer, though their desk is heard all the time, and keeps those of their other team', async () => {
  const { exchange, leases } = served.server.services;
  const { tenant, support, delivery } = served.company;
  const person = await hireFor(bothTeams());
  const agent = { tenant, person: person.id };
  const [left, kept] = [await given(support, person), await given(delivery, person)];
  leases.heard(agent);
  await leases.look();
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'people', row: { ...person, teams: [delivery] } }]));
  leases.heard(agent);
  await expect.poll(() => ownerOf(left)).toEqual({ assignee: null });
  // What was on its way when they left.
  const late = await given(support, person);
  leases.heard(agent);
  await expect.poll(() => ownerAfterLook(late)).toEqual({ assignee: null });
  expect(await ownerOf(kept)).toEqual({ assignee: person.id });
});

test('a leaver who is settled has a lease like everybody: it is renewed, and it ends', async () => {
  const { exchange, leases, db } = served.server.services;
  const { tenant, delivery } = served.company;
  const person = await hireFor(bothTeams());
  const agent = { tenant, person: person.id };
  const kept = await given(delivery, person);
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'people', row: { ...person, teams: [delivery] } }]));
  const until = (): Promise<number> => db('agent_leases').where({ person: person.id }).first('until').then((lease: { readonly until: number }) => lease.until);
  leases.heard(agent);
  await leases.look();
  expect(await until()).toBeLessThan(0);
  await db('agent_leases').where({ person: person.id }).update({ until: -1 });
  await expect.poll(() => leases.look().then(until)).toBeGreaterThan(Date.now());
  await leasesEnd(db);
  await expect.poll(() => ownerAfterLook(kept)).toEqual({ assignee: null });
});

test('one person whose chats cannot be given back keeps nobody else’s from going back', async () => {
  // Where no server looks meanwhile: it would give all of them back.
  const databases = await startCentralDatabases();
  const office = await openOffice((await databases.fresh()).url, 6);
  const { exchange, db } = office;
  const house: House = { db, exchange, company: await foundCompany(db, exchange.commit) };
  const { support, delivery } = house.company;
  const chats: ConversationRow[] = [];
  for (let count = 0; count < 3; count += 1) chats.push(await given(support, await hireFor([support, delivery], house), house));
  await leasesEnd(db, { beatAt: Date.now() });
  const failures: unknown[] = [];
  let commits = 0;
  const breaking: typeof exchange.guardedCommit = (whose, work) => ((commits += 1) === 1 ? Promise.reject(new Error('broken row')) : exchange.guardedCommit(whose, work));
  await createLeases({ db, commit: exchange.commit, guardedCommit: breaking, failed: (error) => failures.push(error) }).look();
  const owners = await Promise.all(chats.map((chat) => ownerOf(chat, house)));
  expect(owners.filter(({ assignee }) => assignee === null)).toHaveLength(2);
  expect(failures).toMatchObject([{ message: 'broken row' }]);
  await office.close();
  await databases.stop();
});
