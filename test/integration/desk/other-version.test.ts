import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive } from '../../support/company';
import { olderServer, type OlderServer } from '../../support/older-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Staff } from '../../support/supervisors';

let served: ServedCompany;
let staff: Staff;
let front: OlderServer;

beforeAll(async () => {
  served = await openServedCompany();
  staff = new Staff(served);
  front = await olderServer(served.server.url);
});
afterAll(async () => {
  await staff.goHome();
  await front.close();
  await served.stop();
});

test('a desk that is newer than its server says so once, works on with what it has, and sends everything once when the server follows', { timeout: 40_000 }, async () => {
  const { support, tenant } = served.company;
  const talk = await arrive(served.server.services.exchange.commit, { tenant, team: support });
  const { seat } = await staff.sit(['agent', 'supervisor'], [support], front.url);
  const shown = { name: 'conversation', input: { conversation: talk.id, limit: 50 } } as const;
  const remarks = { name: 'remarks', input: { conversation: talk.id } } as const;
  await seat.until(shown, (now) => now !== null);

  front.turn('older');
  await expect.poll(() => front.greeted(), { timeout: 20_000 }).toBeGreaterThan(1);
  const notices = await seat.until({ name: 'notices', input: {} }, (all) => all.some(({ code }) => code === 'server.incompatible'));
  expect(notices.map(({ code }) => code)).toEqual(['server.incompatible']);
  expect(await seat.ask('note.add', { conversation: talk.id, text: 'wrote meanwhile' })).toMatchObject({ ok: true });
  expect(await seat.ask('remark.add', { conversation: talk.id, text: 'thought meanwhile' })).toMatchObject({ ok: true });
  await seat.until(shown, (now) => now?.messages.some(({ row, waiting }) => waiting && row.text === 'wrote meanwhile') === true);
  await seat.until(remarks, ([first]) => first?.waiting === true);
  expect(await seat.until({ name: 'connection', input: {} }, ({ waiting }) => waiting === 2)).toMatchObject({ waiting: 2 });

  front.turn('present');
  await seat.online();
  await seat.until(remarks, ([first]) => first?.waiting === false);
  const { db } = served.server.services;
  expect([await db('messages').where({ tenant, text: 'wrote meanwhile' }), await db('remarks').where({ tenant, text: 'thought meanwhile' })].map(({ length }) => length)).toEqual([1, 1]);
});
