import { fillSlice, nextSlice } from '#db/cache/search/filling';
import { findInCopy } from '#db/cache/search/find';
import { filledShare } from '#db/cache/search/waiting';
import { openCache } from '#db/cache/open';
import { query } from '#db/cache/sqlite';
import { writeRows } from '#db/cache/write-rows';
import { dayOf } from '#domain/search/day';
import { readQuery } from '#domain/search/query';
import type { RowChange } from '#domain/tables';
import type { Found } from '#contract/search';
import { id } from '#kernel/id';
import { day } from '#kernel/instant';
import fc from 'fast-check';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { anna, begun, company, conversationOf, keptCompany, standing, team, type Kept } from './small-company';

const today = dayOf(2026, 1, 12);
const asker = { person: anna, beginOf: (one: number) => one * day, limit: 10 };
const boris = id('person', 'boris');

/** Conversation `number` says this, `minutes` after the company began. */
function said(number: number, text: string, more: { readonly by?: 'customer' | 'agent' | 'note'; readonly file?: string; readonly at?: number } = {}): RowChange {
  const by = more.by ?? 'customer';
  const part =
    by === 'customer'
      ? ({ kind: 'inbound', author: id('customer', `u${number % 200}`), authorName: 'Пётр' } as const)
      : by === 'agent'
        ? ({ kind: 'outbound', author: boris, delivery: { state: 'sent', at: begun } } as const)
        : ({ kind: 'note', author: boris } as const);
  const attachments = more.file === undefined ? [] : [{ id: id('attachment', 'a'), name: more.file, size: 1, type: 'application/pdf' }];
  return { op: 'put', table: 'messages', row: { id: id('message', `said-${text.slice(0, 12).replaceAll(/[^A-Za-z0-9а-яё]/gi, '')}${number}`.replaceAll(/[^A-Za-z0-9_-]/g, (sign) => sign.charCodeAt(0).toString(16))), conversation: conversationOf(number), team, at: begun + (more.at ?? 0), part, text, html: null, attachments, version: 2 } };
}

let kept: Kept;

beforeAll(async () => {
  kept = await keptCompany(freshFolder('search'), { conversations: 40, messagesEach: 2 });
  const colleague: RowChange = { op: 'put', table: 'people', row: { id: boris, name: 'Борис Волков', roles: ['agent'], teams: [team], version: 1 } };
  await kept.picture.apply([
    colleague,
    said(3, 'Хочу оформить возвраты двух чайников'),
    said(5, 'Мой телефон 8 (916) 123-45-67, звоните'),
    said(6, 'Договор А-1187 от прошлого года, ещё не оплачен', { at: 3 * day }),
    said(7, 'The parcels were delivered to another city', { by: 'agent' }),
    said(8, 'Счёт во вложении', { file: 'schet-77.pdf' }),
    said(9, 'Возврат обещали ещё вчера', { by: 'note', at: 1000 }),
  ], standing(11));
});

afterAll(async () => {
  await kept.picture.close();
});

function find(text: string): Promise<Found> {
  return kept.picture.read((db) => findInCopy(db, readQuery(text, today), asker));
}

async function talks(text: string): Promise<readonly string[]> {
  return (await find(text)).messages.map(({ conversation }) => conversation);
}

describe('what was written is found by what a person remembers of it', () => {
  test.each([
    ['in another form of the word', 'возврат чайника', 3],
    ['with е for ё', 'счет вложение', 8],
    ['by the beginning of a word', 'возвр чайн', 3],
    ['with one wrong letter', 'вазврат чайников', 3],
    ['with one letter too few', 'чайиков', 3],
    ['with two letters in turn', 'чайинков', 3],
    ['in the other layout of the keyboard', 'xfqybrjd', 3],
    ['by a phone with other signs', '+79161234567', 5],
    ['by the end of a phone', '123-45-67', 5],
    ['by a phone as it is said', '916 123 45 67', 5],
    ['by the code in Russian letters', 'а-1187', 6],
    ['by the code in capital letters', 'А-1187', 6],
    ['by the code in Latin letters', 'a-1187', 6],
    ['by the code without its sign', 'A1187', 6],
    ['by an English word in another form', 'delivery parcel', 7],
    ['by the name of a file', 'schet', 8],
    ['by a phrase', '"возвраты двух"', 3],
  ])('%s: %s', async (_how, text, conversation) => {
    expect(await talks(text)).toContain(conversationOf(conversation));
  });

  test('words of a phrase that stand apart are no phrase', async () => {
    expect(await talks('"возвраты чайников"')).toEqual([]);
  });

  test('a word that was meant otherwise is said', async () => {
    expect((await find('вазврат')).meant).toEqual([{ typed: 'вазврат', instead: 'возврат' }]);
    expect((await find('возврат')).meant).toEqual([]);
  });

  test('what is shown of a message marks what was asked for', async () => {
    const [hit] = (await find('чайник')).messages;
    expect(hit?.excerpt.marks.map(([from, to]) => hit.excerpt.text.slice(from, to))).toEqual(['чайников']);
  });
});

describe('filters', () => {
  test.each([
    ['from:Борис', [7, 9]],
    ['от:волков возврат', [9]],
    ['возврат от:Пётр', [3]],
    ['has:file', [8]],
    ['есть:файл счёт', [8]],
    ['after:2026-01-13 договор', [6]], ['before:2026-01-12 договор', []],
    ['до:13.01.2026 возврат', [3, 9]],
    ['case:1006 договор', [6]],
    ['is:mine счёт', [8]],
    ['is:closed возврат', [3]],
    ['канал:чат возврат', []],
    ['#заказ договор', [6]],
    ['from:никто возврат', []],
  ])('%s', async (text, conversations) => {
    expect([...new Set(await talks(text))].toSorted()).toEqual(conversations.map(conversationOf).toSorted());
  });
});

test('a conversation is found by the number of its case, its subject, and the name of its customer', async () => {
  expect((await find('1009')).conversations[0]?.id).toBe(conversationOf(9));
  expect((await find('А-1009')).conversations[0]?.id).toBe(conversationOf(9));
  expect((await find('заказ №12')).conversations.map((hit) => hit.id)).toContain(conversationOf(12));
  expect((await find('Семенов 17')).conversations.map((hit) => hit.id)).toContain(conversationOf(17));
});

test('a customer is found by name and by address', async () => {
  expect((await find('u33@mail.example')).customers.map((hit) => hit.id)).toEqual([id('customer', 'u33')]);
  expect((await find('Петр семёнов 21')).customers.map((hit) => hit.name.text)).toContain('Пётр Семёнов 21');
});

test('an article is found by its title and by what it says, and not by a question for conversations', async () => {
  const article: RowChange = {
    op: 'put', table: 'articles',
    row: { id: id('article', 'back'), title: 'Как вернуть товар', language: 'ru', audience: 'customers', category: null, sections: [{ heading: 'Срок', text: 'Жирафов меняют за четырнадцать дней.', kind: 'text' }], facts: [], tags: [], owner: null, reviewAt: null, counterpart: null, revision: 1, updatedAt: begun, version: 1 },
  };
  await kept.picture.apply([article], standing(12));
  expect((await find('товары вернуть')).articles.map((hit) => hit.id)).toEqual([id('article', 'back')]);
  const [hit] = (await find('жирафы четырнадцать')).articles;
  expect(hit?.excerpt.marks.map(([from, to]) => hit.excerpt.text.slice(from, to))).toEqual(['Жирафов', 'четырнадцать']);
  expect((await find('жирафы is:open')).articles).toEqual([]);
});

test('no text whatever is an error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.stringMatching(/^["'*()^:+#@А-яa-z0-9 «».,-]{0,40}$/u), fc.constantFrom('NEAR(a b)', 'a OR', '"', '""', 'title:x', 'from:"', 'а" OR "б', '-', '\u0000', '8 (')), async (text) => {
      await expect(find(text)).resolves.toHaveProperty('messages');
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('a message that changes is found by its new words only, and one that is removed by none', async () => {
  const [former] = [said(11, 'Первоначальный бегемот')];
  await kept.picture.apply([former], standing(13));
  if (former.op !== 'put' || former.table !== 'messages') throw new Error('no message');
  await kept.picture.apply([{ ...former, row: { ...former.row, text: 'Теперь жираф', version: 3 } }], standing(14));
  expect([await talks('бегемот'), await talks('жираф')]).toEqual([[], [conversationOf(11)]]);
  await kept.picture.apply([{ op: 'remove', table: 'conversations', id: conversationOf(11) }], standing(15));
  expect(await talks('жираф')).toEqual([]);
});

test('a copy that was filled before it was searched is indexed in slices, and says how far it is', async () => {
  const path = join(freshFolder('filling'), 'cache.db');
  const { file } = await openCache(path, anna);
  await file.write((tx) => writeRows(tx, company({ conversations: 250, messagesEach: 4 })));
  const found = () => findInCopy(file.read, readQuery('привезут', today), asker);
  expect(await found()).toMatchObject({ messages: [], filled: 0 });
  for (let slice = await nextSlice(file.read); slice !== null; slice = await nextSlice(file.read)) {
    const known = slice;
    await file.write((tx) => fillSlice(tx, known));
  }
  expect(await filledShare(file.read)).toBe(1);
  expect((await found()).messages.length).toBeGreaterThan(0);
  const counts = await query(file.read, { sql: `select count(*) as "count" from searched where "id" like 'msg%'`, bindings: [] });
  expect(counts).toEqual([{ count: 1000 }]);
  await file.close();
});
