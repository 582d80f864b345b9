import { CardReads } from '#desk/customer/card-reads';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hire, password, signIn } from '../../support/central-server';
import { arrive } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { freshFolder } from './fresh-folder';
import { Seat } from './seat';

let served: ServedCompany;

beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

/** What is written of a person, in no order: two openings may bear one moment. */
async function written(person: string): Promise<readonly string[]> {
  return (await served.server.services.db('audit_events').where({ person, action: 'desk.read' }).pluck<string[]>('object')).toSorted();
}

test('S-30 what was opened without a network, before a restart, is told later, and once although it is sent twice', async () => {
  const { server, company } = served;
  const session = await signIn(server.url, (await hire(server.services.exchange.commit, company.tenant, { teams: [company.support] })).email);
  const { id, customer } = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support, text: 'canary of a letter' });
  const file = join(freshFolder('reads'), 'reads.jsonl');
  let now = Date.now() - 3_600_000;
  const ports = { file, now: () => now, server: server.url };
  const away = new CardReads({ ...ports, access: async () => ({ ok: false, code: 'network.offline' }) });
  away.opened(customer);
  away.opened(id);
  away.opened(id);
  await away.idle();
  now += 11 * 60_000;
  away.opened(id);
  await away.report();
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(3);
  expect(readFileSync(file, 'utf8')).not.toContain('canary');
  expect(await written(session.me.id)).toEqual([]);
  copyFileSync(file, `${file}.before`);
  const back = new CardReads({ ...ports, access: async () => ({ ok: true, value: session.access }) });
  await back.report();
  expect(readFileSync(file, 'utf8')).toBe('');
  copyFileSync(`${file}.before`, file);
  await back.report();
  expect(await written(session.me.id)).toEqual([customer, id, id].toSorted());
});

test('a card and a conversation that a person looks at are told; one that is only kept warm is not', async () => {
  const { server, company } = served;
  const { commit } = server.services.exchange;
  const { email } = await hire(commit, company.tenant, { teams: [company.support] });
  const looked = await arrive(commit, { tenant: company.tenant, team: company.support });
  const warm = await arrive(commit, { tenant: company.tenant, team: company.support });
  const seat = new Seat({ server: server.url, signIn: `${email}:${password}` });
  await seat.online();
  for (const { id } of [looked, warm]) await seat.until({ name: 'conversation', input: { conversation: id, limit: 50 } }, (shown) => shown !== null);
  await seat.until({ name: 'customer', input: { customer: looked.customer } }, (shown) => shown !== null);
  await seat.ask('conversation.opened', { conversation: looked.id });
  const session = await signIn(server.url, email);
  await expect.poll(() => written(session.me.id), { timeout: 40_000 }).toEqual([looked.customer, looked.id].toSorted());
  await seat.leave();
});
