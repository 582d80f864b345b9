import type { BelongingPut } from '#domain/customer/belonging';
import { day } from '#kernel/instant';
import { stepOf, tellKnown, tellPut, untellCard, type Stood } from '#sync/placement';
import { expect, test } from 'vitest';
import { aCase, aConversation, delivery, noon, support } from '../domain/shop';

const stood = (team: Stood['team'], finishedAt: Stood['finishedAt'] = null): Stood => ({ team, customer: 'cus_1', finishedAt, assignee: null, case: null });

test('a row that stays is told to its team alone', () => {
  const put = { op: 'put', table: 'conversations', row: aConversation() } as const;
  expect(tellPut(put, stood(support))).toEqual([{ scope: `team:${support}`, change: put }]);
  expect(tellPut(put, undefined)).toEqual([{ scope: `team:${support}`, change: put }]);
});

test('a row that changes team is taken from the one and given to the other', () => {
  const put = { op: 'put', table: 'conversations', row: aConversation({ team: delivery }) } as const;
  expect(tellPut(put, stood(support))).toEqual([
    { scope: `team:${support}`, change: { op: 'remove', table: 'conversations', id: 'con_1' } },
    { scope: `team:${delivery}`, change: put },
  ]);
});

test('a case begins, stays, goes on or moves', () => {
  expect(stepOf(aCase(), undefined)).toEqual({ step: 'begins' });
  expect(stepOf(aCase(), stood(support))).toEqual({ step: 'stays' });
  expect(stepOf(aCase({ state: { status: 'open' } }), stood(support, noon))).toEqual({ step: 'goesOn' });
  expect(stepOf(aCase({ state: { status: 'resolved', at: noon } }), stood(support, noon))).toEqual({ step: 'stays' });
  expect(stepOf(aCase({ team: delivery }), stood(support))).toEqual({ step: 'moves', from: support });
});

test('a case that was finished long ago, reopened and finished again in one push is brought to copies that left it out', () => {
  expect(stepOf(aCase({ state: { status: 'resolved', at: noon } }), stood(support, noon - 100 * day))).toEqual({ step: 'goesOn' });
});

test('a team without a case of a customer loses the customer, and a copy with them what hangs on them; one of schema 3 what is named', () => {
  const address: BelongingPut = { op: 'put', table: 'identities', row: { id: 'idn_1', customer: 'cus_1', kind: 'email', value: 'anna@mail.example', version: 2, preferredAt: null } };
  const pinned: BelongingPut = { op: 'put', table: 'customer_notes', row: { id: 'cnt_1', customer: 'cus_1', author: 'per_1', at: noon, text: 'Бережёт коробки', pinnedAt: null, version: 1 } };
  expect(untellCard(support, 'cus_1', [address, pinned])).toEqual([
    { scope: `team:${support}`, change: { op: 'remove', table: 'customers', id: 'cus_1' } },
    { scope: `team:${support}`, change: { op: 'remove', table: 'identities', id: 'idn_1' } },
  ]);
});

test('an address that passed to another customer leaves the teams that know only the former one', () => {
  const put = { op: 'put', table: 'identities', row: { id: 'idn_1', customer: 'cus_2', kind: 'email', value: 'anna@mail.example', version: 2, preferredAt: null } } as const;
  const told = tellKnown(put, { team: null, customer: 'cus_1', finishedAt: null, assignee: null, case: null }, (customer) => (customer === 'cus_1' ? [support, delivery] : [delivery]));
  expect(told).toEqual([
    { scope: `team:${support}`, change: { op: 'remove', table: 'identities', id: 'idn_1' } },
    { scope: `team:${delivery}`, change: put },
  ]);
});

test('a case whose customer is another one passes', () => {
  expect(stepOf(aCase({ customer: 'cus_2' }), stood(support))).toEqual({ step: 'passes', from: 'cus_1' });
});
