import { placeOf, scopesOf } from '#domain/scope';
import { expect, test } from 'vitest';
import { aCase, aConversation, anna, person } from './shop';

test('a person holds the directory, their teams, their own rows and this copy\'s rows', () => {
  expect(scopesOf({ person: 'per_anna', roles: ['agent'], teams: ['tea_a', 'tea_b'] }, 'cli_1')).toEqual(['org', 'team:tea_a', 'team:tea_b', 'person:per_anna', 'client:cli_1']);
});

test('conversations and cases are seen by their team only, people by everyone', () => {
  expect(placeOf({ op: 'put', table: 'conversations', row: aConversation() })).toEqual({ scope: 'team:tea_support' });
  expect(placeOf({ op: 'put', table: 'cases', row: aCase() })).toEqual({ scope: 'team:tea_support' });
  expect(placeOf({ op: 'put', table: 'people', row: person(anna) })).toEqual({ scope: 'org' });
});

test('a customer is never in the directory', () => {
  const identity = { id: 'idn_1', customer: 'cus_1', kind: 'email', value: 'olga@example.org', version: 1, preferredAt: null } as const;
  expect(placeOf({ op: 'put', table: 'identities', row: identity })).toEqual({ ofCustomer: 'cus_1' });
});
