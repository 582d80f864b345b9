import type { LogEntry } from '#db/central/change-log';
import { encodeEntry, firstPiece, partFor } from '#server/sync/log-piece';
import { expect, test } from 'vitest';

function entry(seq: number, parts: LogEntry['parts']): LogEntry {
  return { seq, parts };
}

test('a session gets the changes of its scopes and nothing else, in the order of the log', () => {
  const entries = [
    entry(1, { org: [['teams', 'remove', 'tea_1']], 'team:tea_a': [['cases', 'remove', 'cas_1']] }),
    entry(2, { 'team:tea_b': [['cases', 'remove', 'cas_2']] }),
    entry(3, { 'team:tea_a': [['cases', 'remove', 'cas_3']] }),
  ].map(encodeEntry);
  expect(JSON.parse(`[${partFor(entries, ['org', 'team:tea_a']) ?? ''}]`)).toEqual([
    ['teams', 'remove', 'tea_1'],
    ['cases', 'remove', 'cas_1'],
    ['cases', 'remove', 'cas_3'],
  ]);
  expect(partFor(entries, ['team:tea_c'])).toBeNull();
});

test.each([[['team:tea_a', 'team:tea_b']], [['team:tea_b', 'team:tea_a']]])('a row that moved to another team stays with whoever holds both, named as %j', (scopes) => {
  const moved = encodeEntry(entry(7, { 'team:tea_a': [['cases', 'remove', 'cas_1']], 'team:tea_b': [['cases', 'put', ['cas_1']]] }));
  const told: unknown = JSON.parse(`[${partFor([moved], scopes) ?? ''}]`);
  expect(told).toEqual([['cases', 'remove', 'cas_1'], ['cases', 'put', ['cas_1']]]);
});

test('a piece ends before it grows too large, but one large entry still travels', () => {
  const large = Array.from({ length: 3 }, (_, seq) => encodeEntry(entry(seq, { org: [['teams', 'remove', 'x'.repeat(400_000)]] })));
  expect(firstPiece(large).length).toBe(1);
  expect(firstPiece(large.slice(0, 1)).length).toBe(1);
  expect(firstPiece([])).toEqual([]);
});
