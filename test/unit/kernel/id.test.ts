import { id, idPrefixes, isId, longestId } from '#kernel/id';
import { unreachable } from '#kernel/unreachable';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test('an id says what it identifies', () => {
  expect(id('customer', '7f')).toBe('cus_7f');
  expect(isId('customer', 'cus_7f')).toBe(true);
  expect(isId('person', 'cus_7f')).toBe(false);
});

test('no two kinds have one prefix', () => {
  const prefixes = Object.values(idPrefixes);
  expect(new Set(prefixes).size).toBe(prefixes.length);
});

test.each(['cus_', 'cus', 'cus_a b', "cus_a'; drop", 'cus_a\n', 'cus_ы', `cus_${'a'.repeat(longestId)}`])('%j is no id of a customer', (text) => {
  expect(isId('customer', text)).toBe(false);
});

test('every UUID makes an id', () => {
  fc.assert(fc.property(fc.uuid(), (uuid) => isId('message', id('message', uuid))));
});

test('a case that nobody handled is a bug that says its value', () => {
  expect(() => unreachable('surprise' as never)).toThrow('"surprise"');
});
