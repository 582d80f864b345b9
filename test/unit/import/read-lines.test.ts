import { importLimits } from '#contract/import-record';
import { readCsv } from '#server/import/csv';
import { readCustomersCsv, readNdjson } from '#server/import/read-lines';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { processorTime } from '../../support/processor-time';

const noon = Date.UTC(2026, 4, 12, 12);

describe('a table', () => {
  test.each([
    ['commas', 'a,b\n1,2\n', [['a', 'b'], ['1', '2']]],
    ['semicolons of a Russian spreadsheet, with its mark at the start', '\ufeffa;b\r\n1,5;2\r\n', [['a', 'b'], ['1,5', '2']]],
    ['quotes around separators, quotes and line breaks', 'a,b\n"x, ""y""\nz",2', [['a', 'b'], ['x, "y"\nz', '2']]],
    ['an empty last cell', 'a,b\n1,', [['a', 'b'], ['1', '']]],
    ['blank lines', 'a,b\n\n1,2\n\n', [['a', 'b'], ['1', '2']]],
    ['a quote that nobody closes', 'a,b\n"1,2', [['a', 'b'], ['1,2']]],
  ])('with %s is read', (_what, text, cells) => {
    expect(readCsv(text).map((row) => row.cells)).toEqual(cells);
  });

  test('knows the line on which a row starts', () => {
    expect(readCsv('a,b\n"1\n1",2\n3,4').map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  test('of one long column is read in the time of its length', () => {
    expect(processorTime(() => expect(readCsv('a\n'.repeat(400_000))).toHaveLength(400_000))).toBeLessThan(4000);
  });

  test('that was written cell by cell is read back', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\r\n', '\n'));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }), (rows) => {
        const text = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n');
        const [head = ''] = text.split('\n', 1);
        fc.pre(!head.includes(';') && !text.startsWith('\ufeff'));
        expect(readCsv(text).map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });
});

describe('a table of customers', () => {
  test('becomes records with their addresses', () => {
    expect(readCustomersCsv('key;name;email;phone;city\n17;Ольга Белова;olga@example.org;+79160000000;Тверь', noon)).toEqual([
      {
        line: 2,
        record: {
          ok: true,
          value: {
            kind: 'customer',
            key: '17',
            name: 'Ольга Белова',
            company: null,
            city: 'Тверь',
            language: null,
            since: noon,
            facts: [],
            identities: [
              { kind: 'email', value: 'olga@example.org' },
              { kind: 'phone', value: '+79160000000' },
            ],
          },
        },
      },
    ]);
  });

  test.each([
    ['without a name for its customers', 'key,email\n1,a@b.c', 1],
    ['with a column that we do not know', 'key,name,password\n1,Olga,x', 1],
    ['with a row that is short', 'key,name,city\n1,Olga', 2],
    ['with a customer without a name', 'key,name\n1,', 2],
  ])('%s is refused at its line', (_what, text, line) => {
    expect(readCustomersCsv(text, noon)).toEqual([{ line, record: { ok: false, code: 'line.malformed' } }]);
  });
});

describe('lines of JSON', () => {
  const customer = { kind: 'customer', key: '1', name: 'Olga', since: noon, identities: [] };

  test('are read one by one, and a bad one spoils nothing around it', () => {
    const lines = readNdjson(`${JSON.stringify(customer)}\n\nnonsense\n{"kind":"dragon"}\n${JSON.stringify({ ...customer, key: '2' })}`);
    expect(lines.map(({ line, record }) => [line, record.ok ? record.value.key : record.code])).toEqual([
      [1, '1'],
      [3, 'line.malformed'],
      [4, 'line.malformed'],
      [5, '2'],
    ]);
  });

  test('with fields that nobody knows are refused', () => {
    expect(readNdjson(JSON.stringify({ ...customer, admin: true }))[0]?.record).toEqual({ ok: false, code: 'line.malformed' });
  });

  test('that are too long are refused before they are read', () => {
    expect(readNdjson(`"${'x'.repeat(importLimits.line)}"`)[0]?.record).toEqual({ ok: false, code: 'line.tooLong' });
  });
});
