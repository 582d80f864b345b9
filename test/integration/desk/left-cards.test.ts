import { readCustomer } from '#db/cache/customer';
import { writeRows } from '#db/cache/write-rows';
import { readById } from '#db/cache/read-rows';
import { query } from '#db/cache/sqlite';
import type { CustomerRow } from '#domain/customer/customer';
import { scopesOf } from '#domain/scope';
import type { RowChange } from '#domain/tables';
import { id } from '#kernel/id';
import { done } from '#kernel/outcome';
import type { Position } from '#sync/local-copy';
import { afterEach, describe, expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { anna, begun, company, conversationOf, keptCompany, standing, team, type Kept } from './small-company';

/** What a copy holds of a customer whom its teams stop knowing, while something in it still refers to them. */
const opened: Kept[] = [];

async function kept(): Promise<Kept> {
  const made = await keptCompany(freshFolder('left'));
  opened.push(made);
  return made;
}

afterEach(async () => {
  for (const one of opened.splice(0)) await one.picture.close();
});

const rows = company({ conversations: 4, messagesEach: 1 });
const customer = id('customer', 'u1');
const address = id('identity', 'i1');
const gone: readonly RowChange[] = [
  { op: 'remove', table: 'cases', id: id('case', 'k1') },
  { op: 'remove', table: 'conversations', id: conversationOf(1) },
  { op: 'remove', table: 'customers', id: customer },
];

/** Customer 1 as the server knows them once their address was removed, with the conversation that was found to be theirs. */
const known = cardOf(rows);
const later = [known, ...ofCustomer(2)];

function cardOf(changes: readonly RowChange[]): RowChange & { readonly op: 'put'; readonly table: 'customers'; readonly row: CustomerRow } {
  const found = changes.find((change) => change.op === 'put' && change.row.id === customer);
  if (found?.op !== 'put' || found.table !== 'customers') throw new Error('no customer');
  return { ...found, row: { ...found.row, version: 2 } };
}

function ofCustomer(number: number, within = team): readonly RowChange[] {
  return rows.flatMap((change): readonly RowChange[] => {
    if (change.op !== 'put') return [];
    if (change.table === 'cases' && change.row.id === `cas_k${number}`) return [{ ...change, row: { ...change.row, customer, team: within, version: 2 } }];
    if (change.table === 'conversations' && change.row.id === conversationOf(number)) return [{ ...change, row: { ...change.row, customer, team: within, version: 2 } }];
    return [];
  });
}

const addressOf = ({ picture }: Kept): Promise<unknown> => picture.read((db) => readById(db, 'identities', address));
const nameOf = async ({ picture }: Kept): Promise<string | undefined> => (await picture.read((db) => readCustomer(db, customer)))?.customer.name;

describe('an address that was removed while no team of the copy knew its customer', () => {
  test('does not stay because a page of the past, ahead of the stream, refers to the customer', async () => {
    const place = await kept();
    await place.picture.receive(async () => done({ changes: later, whole: null, stubs: null }));
    await place.picture.apply(gone, standing(11));
    expect(await addressOf(place)).toBeNull();
    await place.picture.apply(later, standing(12));
    expect([await nameOf(place), await addressOf(place)]).toEqual(['Пётр Семёнов 1', null]);
  });

  test('does not stay when the customer comes back by the same frame', async () => {
    const place = await kept();
    await place.picture.apply([...ofCustomer(2), ...gone, ...later], standing(11));
    expect([await nameOf(place), await addressOf(place)]).toEqual(['Пётр Семёнов 1', null]);
  });

  test('does not stay when its person changed from a team that knew them to another that does', async () => {
    const place = await kept();
    const other = id('team', 'delivery');
    const position: Position = { ...standing(20), scopes: scopesOf({ person: anna, roles: ['agent'], teams: [other] }, id('client', 'annas')) };
    const file = await place.picture.beside();
    await file.write((tx) => writeRows(tx, [known, ...ofCustomer(2, other)]));
    expect(await place.picture.enter({ onto: standing(10), changes: [], file, position })).toMatchObject({ position });
    await file.close();
    expect([await nameOf(place), await addressOf(place)]).toEqual(['Пётр Семёнов 1', null]);
  });

  test('does not come back from what a waiting choice of it had put aside', async () => {
    const place = await kept();
    expect(await place.picture.mutate({ name: 'identity.prefer', args: { customer, identity: address } }, begun)).toMatchObject({ ok: true });
    await place.picture.apply(gone, standing(11));
    expect(await addressOf(place)).toBeNull();
    await place.picture.apply([], standing(12));
    await place.picture.redraw();
    expect([await nameOf(place), await addressOf(place)]).toEqual([undefined, null]);
  });
});

test('a customer whom one team of a copy does not know any more, and another one does, is told again and keeps what other teams had to do with them', async () => {
  const place = await kept();
  const stub = { id: id('conversation', 'foreign'), at: begun, channel: 'email', team: id('team', 'delivery'), topic: '', status: 'open' } as const;
  await place.picture.receive(async () => done({ changes: [], whole: customer, stubs: { customer, told: [stub] } }));
  const card = rows.filter((change) => change.op === 'put' && (change.row.id === customer || change.row.id === address));
  await place.picture.apply([{ op: 'remove', table: 'customers', id: customer }, ...card], standing(11));
  expect(await place.picture.read((db) => readCustomer(db, customer))).toMatchObject({ customer: { id: customer }, identities: [{ id: address }], whole: true });
  expect(await place.picture.read((db) => query(db, { sql: 'select "id" from stubs', bindings: [] }))).toEqual([{ id: stub.id }]);
});
