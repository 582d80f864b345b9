import { filled, openSlots } from '#domain/knowledge/slots';
import { expect, test } from 'vitest';

test('what is known of the customer and the agent fills a macro, and the rest stays open', () => {
  expect(filled('Здравствуйте, {name}! Заказ {order} уже едет. {agent}', { name: 'Анна', agent: 'Ольга', order: null })).toBe('Здравствуйте, Анна! Заказ {order} уже едет. Ольга');
});

test('an answer with an open place is told from one that only has curly brackets', () => {
  expect(openSlots('Заказ {order}, дата {date}')).toEqual([{ slot: 'order', from: 6, to: 13 }, { slot: 'date', from: 20, to: 26 }]);
  expect(openSlots('function main() { return {ordered}; } {}')).toEqual([]);
});

test('a value is put in as it is, also one that looks like an open place or a pattern', () => {
  expect(filled('{name}', { name: '$& {order}' })).toBe('$& {order}');
});
