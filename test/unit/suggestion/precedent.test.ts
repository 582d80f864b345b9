import { endedWell } from '#domain/suggestion/outcome';
import { exchangeOf } from '#domain/suggestion/precedent';
import { redacted } from '#domain/suggestion/redacted';
import { filled } from '#domain/knowledge/slots';
import { id } from '#kernel/id';
import { expect, test } from 'vitest';

const named = { customer: 'Мария Иванова', people: ['Олег Петров'] };

test.each([
  ['Здравствуйте, Мария! Это Олег.', 'Здравствуйте, {name}! Это {agent}.'],
  ['Марии Ивановой позвонит Петров', '{name} позвонит {agent}'],
  ['Позвоните +7 912 345-67-89 или 8(912)3456789', 'Позвоните {phone} или {phone}'],
  ['Пишите на masha@example.test', 'Пишите на {mail}'],
  ['Карта 4111 1111 1111 1111 принята', 'Карта {card} принята'],
  ['Заказ А-1187 в пути, №123456 тоже', 'Заказ {order} в пути, {order} тоже'],
  ['Привезём на ул. Ленина, д. 5', 'Привезём на {address}'],
  ['See https://example.test/a?b=1', 'See {link}'],
  ['We open at 9 and close at 21.', 'We open at 9 and close at 21.'],
])('who and what is named becomes a slot: %s', (text, expected) => {
  expect(redacted(text, named)).toBe(expected);
});

test('a name with ё is found where it is written with е, and the other way round', () => {
  const people = ['Семен Королев'];
  expect(redacted('Здравствуйте, Алена! Семён Королёв поможет.', { customer: 'Алёна Пчёлкина', people })).toBe('Здравствуйте, {name}! {agent} поможет.');
});

test('what was learned of a person cannot be inserted for another: its slots are open', () => {
  const { open } = filled(redacted('Мария, позвоните +7 912 345-67-89', named), new Map([['name', { value: 'Пётр', validUntil: null }]]), 0);
  expect(open).toEqual(['phone']);
});

test('a slot is filled once: what stands in a value is no slot', () => {
  const fillings = new Map([['name', { value: '{order}', validUntil: null }], ['order', { value: '17', validUntil: null }]]);
  expect(filled('{name}: {order}', fillings, 0)).toEqual({ text: '{name}: 17', open: ['name'], stale: [] });
});

test('a value that has run out is told as stale and not filled in', () => {
  expect(filled('До {date}', new Map([['date', { value: 'пятницы', validUntil: 5 }]]), 6)).toEqual({ text: 'До {date}', open: [], stale: ['date'] });
});

test('the first question and the first real answer are learned', () => {
  const said = [{ by: 'customer', text: 'Когда доставка?' }, { by: 'agent', text: 'Минуту.' }, { by: 'agent', text: 'Доставим послезавтра с десяти до двух, курьер позвонит.' }] as const;
  expect(exchangeOf(said, named)).toEqual({ question: 'Когда доставка?', reply: 'Доставим послезавтра с десяти до двух, курьер позвонит.' });
});

test('only what ended well is learned from', () => {
  const rated = (score: number) => ({ part: { kind: 'event', event: { type: 'rated', score, finisher: id('person', 'oleg') } } }) as const;
  const reopened = { part: { kind: 'event', event: { type: 'reopened', by: null } } } as const;
  expect([endedWell([]), endedWell([rated(5)]), endedWell([rated(3)]), endedWell([reopened]), endedWell([reopened, rated(4)])]).toEqual([true, true, false, false, true]);
});
