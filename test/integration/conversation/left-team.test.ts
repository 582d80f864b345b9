import type { ConversationRow } from '#domain/conversation/conversation';
import type { PersonRow } from '#domain/access/person';
import type { TeamId } from '#kernel/id';
import { createLeases } from '#server/lease/leases';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson } from '../../support/accounts';
import { password } from '../../support/central-server';
import { arriveByChat, leasesEnd } from '../../support/live-chat';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

const bothTeams = (): readonly TeamId[] => [served.company.support, served.company.delivery];

function hireFor(teams: readonly TeamId[]): Promise<PersonRow> {
  return createPerson(served.server.services.exchange.commit, served.company.tenant, { name: 'Ева', email: `${randomUUID()}@example.com`, password, roles: ['agent'], teams });
}

async function given(team: TeamId, { id: assignee }: PersonRow): Promise<ConversationRow> {
  const { commit } = served.server.services.exchange;
  const chat = await arriveByChat(commit, { tenant: served.company.tenant, team });
  await commit(served.company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'conversations', row: { ...chat, assignee, fence: 1 } }]));
  return chat;
}

function ownerOf({ id }: ConversationRow): Promise<{ readonly assignee: string | null }> {
  return served.server.services.db('conversations').where({ id }).first('assignee');
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
  await expect.poll(() => ownerOf(left), { timeout: 3000, interval: 50 }).toEqual({ assignee: null });
  // What was on its way when they left.
  const late = await given(support, person);
  leases.heard(agent);
  await leases.look();
  expect([await ownerOf(late), await ownerOf(kept)]).toEqual([{ assignee: null }, { assignee: person.id }]);
});

test('a leaver who is settled has a lease like everybody: it is renewed, and it ends', async () => {
  const { exchange, leases, db } = served.server.services;
  const { tenant, delivery } = served.company;
  const person = await hireFor(bothTeams());
  const agent = { tenant, person: person.id };
  const kept = await given(delivery, person);
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'people', row: { ...person, teams: [delivery] } }]));
  const until = (): Promise<{ readonly until: number }> => db('agent_leases').where({ person: person.id }).first('until');
  leases.heard(agent);
  await leases.look();
  expect((await until()).until).toBeLessThan(0);
  await db('agent_leases').where({ person: person.id }).update({ until: -1 });
  await leases.look();
  expect((await until()).until).toBeGreaterThan(Date.now());
  await leasesEnd(db);
  await leases.look();
  expect(await ownerOf(kept)).toEqual({ assignee: null });
});

test('one person whose chats cannot be given back keeps nobody else’s from going back', async () => {
  const { exchange, db } = served.server.services;
  const people = [await hireFor(bothTeams()), await hireFor(bothTeams()), await hireFor(bothTeams())];
  const chats: ConversationRow[] = [];
  for (const person of people) chats.push(await given(served.company.support, person));
  await leasesEnd(db);
  const failures: unknown[] = [];
  let commits = 0;
  const breaking: typeof exchange.guardedCommit = (whose, work) => ((commits += 1) === 1 ? Promise.reject(new Error('broken row')) : exchange.guardedCommit(whose, work));
  await createLeases({ db, commit: exchange.commit, guardedCommit: breaking, failed: (error) => failures.push(error) }).look();
  const owners = await Promise.all(chats.map(ownerOf));
  expect(owners.filter(({ assignee }) => assignee === null)).toHaveLength(2);
  expect(failures).toMatchObject([{ message: 'broken row' }]);
});
