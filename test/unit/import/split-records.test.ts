import { cellsOfRow } from '#server/import/csv';
import { linesIn, splitterOf } from '#server/import/split-records';
import type { ImportJob } from '#contract/import-job';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Every record of a file that arrives in pieces of some size, with its line; null where it has no end. */
function recordsOf(format: ImportJob['format'], text: string, piece = 7): readonly (readonly [number, string | null])[] {
  const file = Buffer.from(text);
  const split = splitterOf(format, ',');
  const found: (readonly [number, string | null])[] = [];
  for (let at = 0, known = piece, line = 1; ; ) {
    const bytes = file.subarray(0, Math.min(known, file.length));
    const span = split(bytes, at, known >= file.length);
    if (span === 'end') return found;
    if (span === 'more') {
      known += piece;
      continue;
    }
    line += linesIn(bytes, at, span.from);
    found.push([line, span.sound ? bytes.subarray(span.from, span.to).toString() : null]);
    line += linesIn(bytes, span.from, span.next);
    at = span.next;
  }
}

describe('a file that is read piece by piece', () => {
  test('gives the rows of a table with the lines on which they begin', () => {
    expect(recordsOf('csv', 'a,b\n"1\n1",2\n\n3,"4"\r\n5,6')).toEqual([[1, 'a,b'], [2, '"1\n1",2'], [5, '3,"4"\r'], [6, '5,6']]);
  });

  test('loses one line to a quote that is not closed, and none of those that follow', () => {
    expect(recordsOf('csv', '1,"Anna\n2,"Boris"\n3,Vera\n')).toEqual([[1, null], [2, '2,"Boris"'], [3, '3,Vera']]);
    expect(recordsOf('csv', '1,Anna\n2,"Boris\n3,Vera\n')).toEqual([[1, '1,Anna'], [2, null], [3, '3,Vera']]);
  });

  test('gives the objects of an array however they are broken into lines', () => {
    expect(recordsOf('array', '[\n  {"a": "}]\\""},\n  {"b": [1, {"c": 2}]}, {}\n]\n')).toEqual([[2, '{"a": "}]\\""}'], [3, '{"b": [1, {"c": 2}]}'], [3, '{}']]);
  });

  test('loses one line of an array to what is no object', () => {
    expect(recordsOf('array', '[{"a":1},\n17,\n{"b":2}]').map(([line, text]) => [line, text])).toEqual([[1, '{"a":1}'], [2, null], [3, '{"b":2}']]);
  });

  test('gives lines of objects, and passes over blank ones', () => {
    expect(recordsOf('lines', '{"a":1}\n\n  \n{"b":2}')).toEqual([[1, '{"a":1}'], [4, '{"b":2}']]);
  });

  test('gives the same rows whatever the size of its pieces, and every cell as it was written', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\r', ''));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 40 }), (rows, piece) => {
        const text = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n');
        const found = recordsOf('csv', text, piece).map(([, row]) => cellsOfRow(row ?? '', ','));
        expect(found).toEqual(rows.map((cells) => cells.map((one) => Buffer.from(one).toString())));
      }),
    );
  });
});
