import { excerpt, searchable, singleLine, writable } from '#kernel/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });

describe('one line', () => {
  test.each([
    ['line breaks and tabs', 'one\r\ntwo\tthree\u2028four', 'one two three four'],
    ['characters that turn the direction of text', 'invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['half of a surrogate pair', 'a\ud83db', 'a b'],
    ['separate accents', 'и\u0306', 'й'],
    ['an accent behind a direction mark', 'и\u200e\u0306', 'й'],
  ])('tames %s', (_what, text, line) => {
    expect(singleLine(text)).toBe(line);
  });

  test('of a line is the same line', () => {
    fc.assert(fc.property(anyText, (text) => singleLine(singleLine(text)) === singleLine(text)));
  });

  test('has no control characters, whatever went in', () => {
    fc.assert(fc.property(anyText, (text) => !/[\p{Cc}\p{Cs}\u202a-\u202e]/u.test(singleLine(text))));
  });
});

describe('an excerpt', () => {
  test('is never longer than asked, and never ends in half a character', () => {
    fc.assert(fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, length) => Array.from(excerpt(text, length)).length <= length && !/\p{Cs}/u.test(excerpt(text, length))));
  });

  test('says with an ellipsis that something is left out', () => {
    expect(excerpt('one two three', 7)).toBe('one tw…');
    expect(excerpt('one two', 7)).toBe('one two');
  });

  test('finds the words behind a long blank beginning', () => {
    expect(excerpt(`${'\n'.repeat(900)}Hello`, 100)).toBe('Hello');
  });
});

test('what a person typed is found whatever its case and with е for ё', () => {
  expect(searchable('Ёлка ПРИ\u0418\u0306ТИ')).toBe('елка прийти');
});

test('what nobody typed does not stay in a text of several lines, and everything else does', () => {
  const typed = 'Привет,\n\tмир 😀 — "да"\u2028';
  expect(writable(`\u0000\u0007${typed}\u001f\ud83d\u007f`)).toBe(`${typed}\ufffd`);
});
