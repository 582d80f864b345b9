import { describe, expect, test } from 'vitest';
import { piecesOf } from '../../../renderer/settings/macro-slots';
import { faultsOf, givenBy, isRight, nobody } from '../../../renderer/settings/person-values';

describe('the form of a person', () => {
  test('says in which field something is wrong', () => {
    expect(faultsOf({ ...nobody, roles: [] })).toEqual({ name: 'people.nameMissing', email: 'people.emailWrong', roles: 'people.rolesMissing' });
    expect(['anna', 'anna@', 'anna@shop', 'anna @shop.example', 'anna@shop..example', ' anna@shop.example '].map((email) => faultsOf({ ...nobody, email }).email === null)).toEqual([false, false, false, false, false, true]);
  });

  test('gives names and addresses without the spaces around them', () => {
    const values = { ...nobody, name: ' Анна ', email: ' anna@shop.example' };
    expect(isRight(faultsOf(values))).toBe(true);
    expect(givenBy(values)).toMatchObject({ name: 'Анна', email: 'anna@shop.example', roles: ['agent'] });
  });
});

test('a macro is taken apart at its slots; words in brackets that nobody fills in stay as they are', () => {
  expect(piecesOf('{name}, заказ {order}: {цена} {}')).toEqual([
    { kind: 'slot', slot: 'name' },
    { kind: 'text', text: ', заказ ' },
    { kind: 'slot', slot: 'order' },
    { kind: 'text', text: ': {цена} {}' },
  ]);
  expect(piecesOf('{price}')).toEqual([{ kind: 'unknown', text: '{price}' }]);
});
