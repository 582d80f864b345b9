import { importRecord } from '#contract/import-record';
import { flatRecord, judged } from '#server/import/flat-record';
import { readHead } from '#server/import/file-head';
import { guessColumns } from '#server/import/guess-columns';
import { readAmount, readMoment } from '#server/import/read-cell';
import { describe, expect, test } from 'vitest';

const noon = Date.UTC(2026, 4, 12, 12);

describe('a cell', () => {
  test.each([
    ['2026-05-12', Date.UTC(2026, 4, 12)],
    ['2026-05-12 12:00', noon],
    ['2026-05-12T15:00:00.123+03:00', noon],
    ['2026-05-12T12:00:00Z', noon],
    ['12.05.2026 12:00', noon],
    [String(noon), noon],
    ['31.02.2026', null],
    ['2026-13-01', null],
    ['yesterday', null],
    ['12/05/2026', null],
  ])('%s is read as a moment', (text, at) => {
    expect(readMoment(text)).toBe(at);
  });

  test.each([
    ['1234', 123_400],
    ['1 234,5', 123_450],
    ['1\u00a0234,50', 123_450],
    ['1,234.50', 123_450],
    ['12.345.678,09', 1_234_567_809],
    ['-3,10', -310],
    ['12,345', 1_234_500],
    ['free', null],
    ['1.2.3', null],
    ['', null],
  ])('%s is read as an amount', (text, amount) => {
    expect(readAmount(text)).toBe(amount);
  });
});

describe('a flat line', () => {
  const cells = (given: Readonly<Record<string, string>>) => (field: string): string => given[field] ?? '';

  test('becomes an order, its amount in hundredths', () => {
    expect(flatRecord('order', cells({ key: 'A-1', customer: '17', status: 'sent', total: '1 990,00', currency: 'rub', placedAt: '12.05.2026 12:00' }), noon)).toEqual({
      ok: true,
      value: { kind: 'order', key: 'A-1', customer: '17', number: 'A-1', status: 'sent', total: 199_000, currency: 'RUB', placedAt: noon, items: [] },
    });
  });

  test.each([
    ['order', { key: 'A-1', customer: '17', status: 'sent', placedAt: 'soon' }, 'field.malformed', 'placedAt'],
    ['order', { key: 'A-1', status: 'sent', placedAt: '2026-05-12' }, 'field.missing', 'customer'],
    ['order', { key: 'A-1', customer: '17', status: 'sent', placedAt: '2026-05-12', total: 'much' }, 'field.malformed', 'total'],
    ['customer', { key: '1', name: 'x'.repeat(501) }, 'field.tooLong', 'name'],
    ['customer', { key: '1', name: 'Anna', language: 'tlh' }, 'field.malformed', 'language'],
    ['case', { key: '1', customer: '17', topic: 'Parcel', status: 'lost', channel: 'a@b.example', text: 'Where?', at: '2026-05-12' }, 'field.malformed', 'status'],
    ['case', { key: '1', customer: '17', topic: 'Parcel', status: 'open', channel: 'a@b.example', text: 'Where?', at: '2026-05-12', answer: 'Here.' }, 'field.missing', 'owner'],
  ] as const)('%s %o is refused by the field that stands in the way', (kind, given, code, field) => {
    expect(flatRecord(kind, cells(given), noon)).toEqual({ ok: false, code, field });
  });
});

test('a moment in microseconds is refused: no card and no page of the API could write it', () => {
  const customer = { kind: 'customer', key: '17', name: 'Anna', since: noon, identities: [] };
  expect(judged(importRecord, customer).ok).toBe(true);
  expect(judged(importRecord, { ...customer, since: noon * 1000 })).toEqual({ ok: false, code: 'field.malformed', field: 'since' });
});

describe('the beginning of a file', () => {
  const head = (text: string, encoding: BufferEncoding = 'utf8') => readHead(Buffer.from(text, encoding), 1000);

  test('says which table it is, and where its first row lies', () => {
    expect(head('\ufeffkey;name\n1;Anna\n')).toMatchObject({ format: 'csv', separator: ';', encoding: 'utf-8', columns: ['key', 'name'], cursor: 12, line: 2 });
  });

  test('says that it is in the Cyrillic letters of a Russian spreadsheet', () => {
    expect(readHead(Buffer.from([0xca, 0xee, 0xe4, 0x3b, 0xc8, 0xec, 0xff, 0x0a, 0x31, 0x3b, 0xc0, 0x0a]), 12)).toMatchObject({ encoding: 'windows-1251', columns: ['Код', 'Имя'] });
  });

  test('names what objects hold', () => {
    expect(head('[{"id":1,"name":"Anna"},{"id":2,"city":"Tver"}')).toMatchObject({ format: 'array', columns: ['id', 'name', 'city'] });
  });

  test('suggests the columns of its fields', () => {
    expect(guessColumns('customer', ['Код клиента', 'ФИО', 'Эл. почта', 'ID', 'Город'])).toEqual({ key: 'ID', name: 'ФИО', email: 'Эл. почта', city: 'Город' });
    expect(guessColumns('order', ['order_number', 'Customer ID', 'Amount', 'Date', 'Status', 'ID'])).toEqual({ key: 'ID', customer: 'Customer ID', number: 'order_number', status: 'Status', total: 'Amount', placedAt: 'Date' });
  });
});
