import { AgentDays } from '#server/shift/agent-days';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Staff } from '../../support/supervisors';

let served: ServedCompany;
let staff: Staff;

beforeAll(async () => {
  served = await openServedCompany();
  staff = new Staff(served);
});
afterAll(async () => {
  await staff.goHome();
  await served.stop();
});

test('each person has their own day on their computer, and nobody has that of somebody else', async () => {
  const { tenant, support } = served.company;
  const { db, exchange } = served.server.services;
  const [agent, other] = await Promise.all([staff.sit(['agent'], [support]), staff.sit(['agent', 'supervisor'], [support])]);
  for (const { seat } of [agent, other]) await seat.ask('state.set', { state: 'available' });
  const talk = await arrive(exchange.commit, { tenant, team: support });
  const opened = { name: 'conversation', input: { conversation: talk.id, limit: 20 } } as const;
  await agent.seat.until(opened, (shown) => shown !== null);
  await agent.seat.ask('conversation.take', { conversation: talk.id });
  await agent.seat.until(opened, (shown) => shown?.conversation.assignee === agent.person);
  await agent.seat.ask('preferences.save', { undoSend: 0 });
  await agent.seat.ask('message.send', { conversation: talk.id, text: 'Good afternoon' });
  await agent.seat.ask('case.resolve', { conversation: talk.id });
  await agent.seat.ask('state.set', { state: 'lunch' });
  await agent.seat.online();
  const failures: unknown[] = [];
  await new AgentDays({ db, commit: exchange.commit, failed: (error) => failures.push(error) }).count();
  expect(failures).toEqual([]);
  const days = { name: 'myDays', input: {} } as const;
  const [mine] = await agent.seat.until(days, (rows) => rows[0]?.handled === 1);
  expect(mine).toMatchObject({ person: agent.person, answered: 1, rated: 0 });
  expect(mine?.firstResponse).toBeLessThan(60_000);
  expect(Object.keys(mine?.spent ?? {})).toEqual(['available']);
  expect((await other.seat.until(days, () => true)).filter(({ person }) => person !== other.person)).toEqual([]);
});
