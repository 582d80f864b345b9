import { trainClassifier } from '#domain/matching/classifier';
import type { Labelled } from '#domain/matching/linear-model';
import { expect, test } from 'vitest';

const examples: readonly Labelled[] = Object.entries({
  delivery: ['сколько стоит доставка', 'когда привезут заказ', 'доставка в другой город', 'how long does delivery take', 'where is my parcel', 'когда доставят посылку'],
  payment: ['можно ли оплатить картой', 'оплата не прошла', 'карта не проходит', 'pay by card', 'my payment was declined', 'чем можно оплатить'],
  entrance: ['забыл пароль', 'не могу войти в кабинет', 'сбросить пароль', 'i forgot my password', 'cannot sign in', 'вход в личный кабинет'],
}).flatMap(([label, texts]) => texts.map((text) => ({ text, label })));

const classifier = trainClassifier({ examples, seed: 1 });

test.each([
  ['а сколько будет стоить даставка?', 'delivery'],
  ['Не получается оплатить КАРТОЙ', 'payment'],
  ['забыла свой пороль', 'entrance'],
  ['forgot pasword', 'entrance'],
  ['parcels: where?', 'delivery'],
])('a text is about what its nearest examples are about: %s', (text, label) => {
  expect(classifier.rank(text, 1)[0]?.label).toBe(label);
});

test('the same examples and seed make the same classifier', () => {
  const again = trainClassifier({ examples, seed: 1 });
  expect(again.rank('где мой заказ', 3)).toEqual(classifier.rank('где мой заказ', 3));
});

test('a text without a word that was taught is far from all', () => {
  expect(classifier.rank('🙂🙂🙂', 3).every(({ score }) => score < 0)).toBe(true);
  expect(classifier.rank('', 3)).toHaveLength(3);
});
