import { filled, fillingsOf, openSlots, plainValue } from '#domain/knowledge/slots';
import { expect, test } from 'vitest';

test('what is known of the customer and the agent fills a macro, and the rest stays open', () => {
  const known = fillingsOf({ name: 'Анна Каренина', agent: 'Ольга', order: null });
  expect(filled('Здравствуйте, {name}! Заказ {order} уже едет. {agent}', known, 0).text).toBe('Здравствуйте, Анна! Заказ {order} уже едет. Ольга');
});

test('an answer with an open place is told from one that only has curly brackets', () => {
  expect(openSlots('Заказ {order}, дата {date}')).toEqual([{ slot: 'order', from: 6, to: 13 }, { slot: 'date', from: 20, to: 26 }]);
  expect(openSlots('function main() { return {ordered}; } {}')).toEqual([]);
  expect(filled('return {ordered};', fillingsOf({ order: '17' }), 0).text).toBe('return {ordered};');
});

test('a value that looks like an open place stays out, and one that looks like a pattern is put in as it is', () => {
  expect(filled('{name}', fillingsOf({ name: '{order}' }), 0)).toMatchObject({ text: '{name}', open: ['name'] });
  expect(filled('{name}', fillingsOf({ name: '$&' }), 0).text).toBe('$&');
});

test.each(['http://evil.example', 'evil.example', 'EVIL.COM', 'Evil.Com', 'x@evil.example', 'win.evil.example/now'])('a customer who is called %s made the greeting of a reply a link', (name) => {
  expect(filled('Здравствуйте, {name}!', fillingsOf({ name }), 0)).toMatchObject({ text: 'Здравствуйте, {name}!', open: ['name'] });
});

test.each(['А.С.Пушкин', 'Jean-Luc', 'J.Smith', 'О’Нил', 'Мария И.'])('%s is a name', (name) => {
  expect(plainValue(name)).toBe(name);
});
