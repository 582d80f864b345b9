import { priorities } from '#domain/conversation/priority';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive } from '../../support/company';
import { hire, password } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from './seat';

let served: ServedCompany;
const seats: Seat[] = [];

beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(async () => {
  for (const seat of seats) await seat.leave();
  await served.stop();
});

async function sit(email: string): Promise<Seat> {
  const seat = new Seat({ server: served.server.url, signIn: `${email}:${password}` });
  seats.push(seat);
  await seat.online();
  return seat;
}

test('a saved filter finds and counts what it names, is there at another computer of the person, and nobody else has it', async () => {
  const { server, company } = served;
  const { commit } = server.services.exchange;
  const { email } = await hire(commit, company.tenant, { teams: [company.support] });
  const [here, there, colleague] = [await sit(email), await sit(email), await sit((await hire(commit, company.tenant, { teams: [company.support] })).email)];
  const talks = [];
  for (let at = 0; at < 8; at += 1) talks.push(await arrive(commit, { tenant: company.tenant, team: company.support, text: at < 4 ? 'Where is my parcel' : 'A refund please' }));
  for (const [at, { id }] of talks.entries()) {
    await here.until({ name: 'conversation', input: { conversation: id, limit: 1 } }, (shown) => shown !== null);
    await here.ask('case.priority', { conversation: id, to: priorities[at % 4] ?? 'low' });
    if (at % 2 === 1) await here.ask('case.tag', { conversation: id, add: ['vip'], remove: [] });
  }
  const saved = await here.ask('filter.save', { id: null, name: 'VIP', conditions: { view: 'queue', kinds: ['email'], queues: [], priorities: ['normal', 'urgent'], tags: ['#VIP'], text: 'refund', sort: 'priority' } });
  const filter = saved.ok ? saved.value.id : '';
  for (const seat of [here, there]) {
    await seat.until({ name: 'filters', input: {} }, ([one]) => one?.filter.name === 'VIP' && one.count === 2);
    const { rows } = await seat.until({ name: 'list', input: { view: 'queue', search: '', limit: 50, filter } }, (list) => list.rows.length === 2);
    expect(rows.map(({ conversation, case: row }) => [conversation.id, row.priority])).toEqual([[talks[7]?.id, 'urgent'], [talks[5]?.id, 'normal']]);
  }
  // What comes after it has arrived there, so that it would have as well.
  const { id: after } = await arrive(commit, { tenant: company.tenant, team: company.support });
  await colleague.until({ name: 'conversation', input: { conversation: after, limit: 1 } }, (shown) => shown !== null);
  expect(await colleague.until({ name: 'filters', input: {} }, () => true)).toEqual([]);
  await there.ask('filter.remove', { filter });
  await here.until({ name: 'filters', input: {} }, (filters) => filters.length === 0);
});
