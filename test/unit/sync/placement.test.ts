import { day } from '#kernel/instant';
import { stepOf, tellPut, untellCard, type Stood } from '#sync/placement';
import { expect, test } from 'vitest';
import { aCase, aConversation, delivery, noon, support } from '../domain/shop';

const stood = (team: Stood['team'], finishedAt: Stood['finishedAt'] = null): Stood => ({ team, finishedAt, assignee: null });

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

test('a team without a case of a customer loses the customer and every address of theirs', () => {
  const customer = { id: 'cus_1', name: 'Anna', company: null, city: null, language: null, since: noon, facts: [], version: 1 } as const;
  const identity = { id: 'idn_1', customer: 'cus_1', kind: 'email', value: 'anna@mail.example', version: 1 } as const;
  expect(untellCard(support, { customer, identities: [identity] }).map(({ change }) => change)).toEqual([
    { op: 'remove', table: 'customers', id: 'cus_1' },
    { op: 'remove', table: 'identities', id: 'idn_1' },
  ]);
});
