import { intent } from '#contract/intents';
import type { Intent } from '#domain/mutators';
import { id } from '#kernel/id';
import { pushMutations } from '#server/sync/push';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { arrive, foundCompany } from '../../support/company';
import { openOffice, seatAt, type Office } from '../../support/office';

let databases: CentralDatabases;
let office: Office;

beforeAll(async () => {
  databases = await startCentralDatabases();
  office = await openOffice((await databases.fresh()).url, 2);
});
afterAll(async () => {
  await office.close();
  await databases.stop();
});

test('a note that was written without a road in the place of an old one was refused by a full card: what the same push takes away makes room', async () => {
  const { db, exchange, push } = office;
  const { tenant, support: team } = await foundCompany(db, exchange.commit);
  const { customer } = await arrive(exchange.commit, { tenant, team });
  const seat = await seatAt(office, { tenant, team });
  await db.raw(`insert into customer_notes (tenant, id, customer, author, at, text, "pinnedAt", version) select ?, 'cnt_held-' || n, ?, ?, n, 'x', null, 1 from generate_series(1, 100) as n`, [tenant, customer, seat.who.actor.person]);
  const fresh = { customer, note: id('customerNote', randomUUID()) } as const;
  const intents: readonly Intent[] = [
    { name: 'customerNote.remove', args: { customer, note: id('customerNote', 'held-1') } },
    { name: 'customerNote.add', args: { ...fresh, text: 'in its place', pinned: false } },
    { name: 'customerNote.pin', args: { ...fresh, pinned: true } },
    { name: 'customerNote.add', args: { customer, note: id('customerNote', randomUUID()), text: 'too many', pinned: false } },
  ];
  await pushMutations(push, { ...seat, intent }, intents.map((one, place) => ({ id: place + 1, intent: one })));
  expect(await db('refusals').where({ client: seat.client }).pluck('code')).toEqual(['note.tooMany']);
  expect(await db('customer_notes').where({ customer }).whereNot('text', 'x').whereNotNull('pinnedAt').pluck('text')).toEqual(['in its place']);
});
