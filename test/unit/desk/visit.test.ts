import { Visit } from '#desk/replica/visit';
import { teamScope } from '#domain/scope';
import type { Put } from '#domain/tables';
import { expect, test } from 'vitest';
import { aCase, aConversation, delivery, support } from '../domain/shop';

const both: readonly Put[] = [
  { op: 'put', table: 'cases', row: aCase() },
  { op: 'put', table: 'conversations', row: aConversation() },
];

test('rows of the past come in to a copy of their team', () => {
  expect(new Visit().admitted(both, [teamScope(support)])).toEqual(both);
});

test('what the stream took away while it was on its way does not come back from the past', () => {
  const visit = new Visit();
  visit.streamed([{ op: 'remove', table: 'conversations', id: aConversation().id }]);
  expect(visit.admitted(both, [teamScope(support)])).toEqual(both.slice(0, 1));
});

test('a page of the past with a row of a team that the copy was not made for does not come in at all', () => {
  const moved: Put = { op: 'put', table: 'conversations', row: aConversation({ team: delivery }) };
  expect(new Visit().admitted([...both, moved], [teamScope(support)])).toEqual([]);
});
