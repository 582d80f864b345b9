import { query } from '#db/cache/sqlite';
import { forgetTold, untoldDeeds } from '#db/cache/suggestion-log';
import { openOutbox } from '#db/cache/open';
import type { SqliteFile } from '#db/cache/sqlite';
import { aliasOf, unlearned, type ModelRow } from '#domain/suggestion/company-model';
import { refused } from '#kernel/outcome';
import { Feedback } from '#desk/suggestion/feedback';
import { Suggester, type Fate } from '#desk/suggestion/suggester';
import type { MessageRow } from '#domain/conversation/message';
import type { RowChange } from '#domain/tables';
import { id, type ConversationId } from '#kernel/id';
import { day } from '#kernel/instant';
import { z } from 'zod';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../support/eventually';
import { outsideTexts } from '../../unit/suggestion/outside-texts';
import { freshFolder } from './fresh-folder';
import { anna, begun, company, conversationOf, openKept, standing, team, type Kept } from './small-company';

let kept: Kept;
let suggester: Suggester;
let file: SqliteFile;
let held: readonly string[] = [];
let cursor = 10;
let moment = 0;

const boris = id('person', 'boris');
const now = begun + day;

const article = (key: string, title: string, text: string): RowChange => ({
  op: 'put', table: 'articles',
  row: { id: id('article', key), title, language: 'ru', audience: 'customers', category: null, sections: [{ heading: '', text, kind: 'text' }], facts: [{ name: 'Осенняя скидка', text: '10 %', validUntil: begun }], tags: [], owner: null, reviewAt: null, counterpart: null, revision: 1, updatedAt: begun, version: 1 },
});
const macro = (key: string, title: string, text: string): RowChange => ({ op: 'put', table: 'macros', row: { id: id('macro', key), title, text, language: 'ru', actions: [], teams: null, updatedAt: begun, version: 1 } });
const message = (conversation: ConversationId, key: string, { text, part }: Pick<MessageRow, 'text' | 'part'>): RowChange => ({
  op: 'put', table: 'messages',
  row: { id: id('message', key), conversation, team, at: begun + (moment += 1000), html: null, attachments: [], version: 1, text, part },
});
const asked = (conversation: ConversationId, key: string, text: string): RowChange => message(conversation, key, { text, part: { kind: 'inbound', author: id('customer', 'u0'), authorName: 'Пётр' } });
const answered = (conversation: ConversationId, key: string, text: string): RowChange => message(conversation, key, { text, part: { kind: 'outbound', author: boris, delivery: { state: 'sent', at: begun } } });

async function arrive(...changes: readonly RowChange[]): Promise<void> {
  cursor += 1;
  await kept.picture.apply(changes, standing(cursor));
  suggester.seen(new Set(['cases', 'conversations', 'messages', 'articles', 'macros']));
}

beforeAll(async () => {
  kept = await openKept(freshFolder('suggester'));
  ({ file } = await openOutbox(join(freshFolder('suggester-feedback'), 'outbox.db')));
  suggester = new Suggester(kept.picture, { me: () => ({ id: anna, tenant: id('tenant', 'shop'), name: 'Анна Орлова', roles: ['agent'], teams: [team] }), now: () => now, changed: () => undefined, feedback: new Feedback({ file, now: () => now, server: 'http://127.0.0.1:1', access: async () => refused('network.offline'), held: () => held }) });
  await arrive(...company({ conversations: 4, messagesEach: 0 }), { op: 'put', table: 'people', row: { id: boris, name: 'Борис Котов', roles: ['agent'], teams: [team], version: 1 } });
});

afterAll(async () => {
  await kept.picture.close();
  await file.close();
});

const asks = conversationOf(0);
const answers = async () => (await suggester.answersTo(asks))?.suggestions ?? [];

test('nothing is suggested where nothing is stored, and where the last word is ours', async () => {
  await arrive(asked(asks, 'q1', 'Как вернуть товар, который не подошёл?'));
  expect(await answers()).toEqual([]);
  await arrive(article('return', 'Как вернуть товар?', 'Заполните заявление о возврате в личном кабинете, деньги придут за десять дней.'));
  expect((await answers()).map(({ key }) => key)).toEqual(['art_return.0']);
  await arrive(answered(asks, 'a1', 'Сейчас узнаю и напишу вам.'));
  expect(await answers()).toEqual([]);
});

test('a slot without a value and a fact that has run out are shown and said, and keep the text back', async () => {
  await arrive(
    macro('order', 'Где мой заказ, когда привезут', '{name}, заказ {order} уже в пути, его везёт {track}.'),
    article('offer', 'Скидка на заказ, промокод', 'Сейчас действует [[Осенняя скидка]] на весь заказ.'),
    asked(asks, 'q2', 'Где мой заказ 58211, когда его привезут?'),
  );
  expect((await answers()).slice(0, 1)).toMatchObject([{ key: 'mac_order', text: 'Пётр, заказ 58211 уже в пути, его везёт {track}.', obstacle: { code: 'slot.open', slots: ['track'] } }]);
  await arrive(answered(asks, 'a2', 'Уже в пути, ждите курьера.'), asked(asks, 'q3', 'А скидка на заказ есть, промокод какой-нибудь?'));
  expect((await answers()).slice(0, 1)).toMatchObject([{ key: 'art_offer.0', obstacle: { code: 'fact.expired', name: 'Осенняя скидка' } }]);
});

test('what a colleague answered before is suggested without the name of that customer, and goes when its conversation goes on', async () => {
  const before = conversationOf(3);
  await arrive(asked(before, 'q9', 'Можно прийти к вам в магазин с собакой?'), answered(before, 'a9', 'Пётр, конечно приходите, в зале есть миска с водой для собак.'));
  await suggester.rest();
  await arrive(answered(asks, 'a3', 'Промокодов сейчас нет.'), asked(asks, 'q4', 'А с собакой к вам в магазин можно?'));
  // On a slow computer one rest is not long enough to walk through all of the past.
  await eventually(async () => {
    await suggester.rest();
    expect((await answers()).slice(0, 1)).toMatchObject([{ key: before, source: 'past', text: 'Пётр, конечно приходите, в зале есть миска с водой для собак.' }]);
  });
  await arrive({ op: 'put', table: 'cases', row: { id: id('case', 'k3'), number: 1003, customer: id('customer', 'u3'), team, topic: 'Заказ', owner: null, previous: null, openedAt: begun, priority: 'normal', tags: [], version: 2, state: { status: 'open' }, outcome: null, related: [], merged: null, heard: null } });
  await suggester.rest();
  expect((await answers()).map(({ source }) => source)).not.toContain('past');
});

test('what is dismissed stays away until the customer writes again', async () => {
  await arrive(answered(asks, 'a4', 'Можно, приходите.'), asked(asks, 'q5', 'Хорошо. Как вернуть товар?'));
  expect((await answers())[0]?.key).toBe('art_return.0');
  suggester.heard({ conversation: asks, key: null, fate: 'dismissed' });
  expect(await answers()).toEqual([]);
  await arrive(asked(asks, 'q6', 'Товар вернуть как?'));
  expect((await answers())[0]?.key).toBe('art_return.0');
});

const written = z.array(z.object({ rows: z.int() }));

test('whatever a customer orders, the desk writes nothing, and suggests only what the company stored', async () => {
  const everything = `select (select count(*) from messages) + (select count(*) from cases where "state" ->> '$.status' = 'resolved') + (select sum("version") from articles) + (select sum("version") from macros) as "rows"`;
  const count = async (): Promise<number> => written.parse(await kept.picture.read((db) => query(db, { sql: everything, bindings: [] })))[0]?.rows ?? 0;
  const stored = ['Заполните заявление о возврате', 'Сейчас действует', 'уже в пути, его везёт'];
  for (const [place, text] of outsideTexts.entries()) {
    await arrive(answered(asks, `ao${place}`, 'Понятно, проверю.'), asked(asks, `qo${place}`, text));
    const before = await count();
    for (const one of await answers()) expect(stored.some((words) => one.text.includes(words))).toBe(true);
    await suggester.rest();
    expect([await count(), kept.outbox.pending.length]).toEqual([before, 0]);
  }
});

const deeds = async () => (await untoldDeeds(file.read, 200))?.events.map(({ key, deed, place, kept: part, reason }) => ({ key, deed, place, part, reason })) ?? [];

test('what is done with a suggestion is kept until the server has heard it: once, with its place, with what was left of its text, and with no words', async () => {
  await suggester.feedback.idle();
  await file.write((tx) => forgetTold(tx, Number.MAX_SAFE_INTEGER));
  await arrive(answered(asks, 'a7', 'Проверил.'), asked(asks, 'q7', 'Так как вернуть товар и когда привезут заказ 58211?'));
  const [first, second] = await answers();
  const tell = (fate: Fate['fate'], key: string | null = null, reason?: 'outdated'): void => suggester.heard({ conversation: asks, key, fate, reason });
  tell('shown');
  tell('shown');
  tell('inserted', first?.key);
  tell('rejected', second?.key, 'outdated');
  await suggester.feedback.idle();
  const seen = (await deeds()).filter(({ deed }) => deed === 'shown');
  expect(seen.map(({ place }) => place)).toEqual(seen.map((_one, at) => at + 1));
  expect((await deeds()).filter(({ deed }) => deed !== 'shown')).toEqual([{ key: first?.key, deed: 'inserted', place: 1, part: null, reason: null }, { key: second?.key, deed: 'rejected', place: 2, part: null, reason: 'outdated' }]);
  expect((await answers()).map(({ key }) => key)).not.toContain(second?.key);

  const sent = { conversation: asks, message: id('message', 'sent') };
  const isSent = async (): Promise<readonly unknown[]> => (await deeds()).filter(({ deed }) => deed === 'sent' || deed === 'edited');
  held = [sent.message];
  suggester.feedback.sent(sent, 'Совсем другие слова.');
  await suggester.feedback.report();
  expect(await isSent()).toEqual([]);
  // Taken back, and sent as it was suggested.
  suggester.feedback.takenBack([sent.message]);
  suggester.feedback.sent(sent, `Здравствуйте! ${first?.text ?? ''}`);
  held = [];
  await suggester.feedback.report();
  expect(await isSent()).toEqual([{ key: first?.key, deed: 'sent', place: 1, part: 1, reason: null }]);
  const told = JSON.stringify(await untoldDeeds(file.read, 200));
  for (const words of ['Пётр', 'вернуть', 'Здравствуйте', '58211', first?.text ?? 'none']) expect(told).not.toContain(words);
});

test('what was learned decides the order at once, and a company that turned suggestions off has none', async () => {
  const model = (part: Partial<ModelRow>): RowChange => ({ op: 'put', table: 'models', row: { ...unlearned, version: 1, ...part } });
  await arrive(article('twin', 'Как вернуть товар?', 'Принесите товар с чеком в любой наш магазин, деньги отдадут на месте.'), answered(asks, 'a8', 'Ясно.'), asked(asks, 'q8', 'Как вернуть товар?'));
  const keys = ['art_return.0', 'art_twin.0'];
  const order = async () => (await answers()).map(({ key }) => key).filter((key) => keys.includes(key));
  for (const [place, better] of keys.entries()) {
    await arrive(model({ version: 2 + place, accepted: keys.map((key) => [aliasOf(key), key === better ? 0.8 : -0.8] as const) }));
    expect((await order())[0]).toBe(better);
  }
  await arrive(model({ isOn: false, version: 9 }));
  expect(await suggester.answersTo(asks)).toBeNull();
  await arrive(model({ isOn: true, version: 10 }));
  expect(await answers()).not.toEqual([]);
});

test('the reply follows the language of the customer', async () => {
  await arrive(article('return-en', 'How do I return an item? Как вернуть товар?', 'Fill in the return form and we send the money back within ten days.'), answered(asks, 'a9e', 'Yes.'), asked(asks, 'q9e', 'How do I return an item, please?'));
  expect((await answers()).map(({ key }) => key)).toEqual(['art_return-en.0']);
  await arrive(answered(asks, 'a10', 'Yes.'), asked(asks, 'q10', 'Как вернуть товар, подскажите?'));
  const russian = (await answers()).map(({ key }) => key);
  expect(russian).not.toContain('art_return-en.0');
  expect(russian.length).toBeGreaterThan(0);
});
