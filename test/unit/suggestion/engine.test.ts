import { candidatesFor, type Known } from '#domain/suggestion/evidence';
import { learnGate, learnWeights, type Lesson } from '#domain/suggestion/learn';
import { chanceOf, firstModel, scored } from '#domain/suggestion/model';
import type { Passage, Precedent } from '#domain/suggestion/passage';
import { PassageIndex } from '#domain/suggestion/passage-index';
import { varied } from '#domain/suggestion/varied';
import { expect, test } from 'vitest';

const passage = (key: string, title: string, text: string): Passage => ({ key, source: 'article', group: key, title, text, tags: [], updatedAt: 0 });

const stored = [
  passage('delivery', 'Сколько идёт доставка по городу?', 'Курьер привозит заказ за один-два дня.'),
  passage('return', 'Как вернуть товар?', 'Заполните заявление о возврате, деньги придут за десять дней.'),
  passage('payment', 'Чем можно оплатить заказ?', 'Картой, переводом или наличными курьеру.'),
  passage('delivery-again', 'Когда приедет курьер?', 'Курьер привозит заказ за один-два дня.'),
];
const nothingKnown: Known = { used: () => 0, accepted: () => 0 };

function indexed(): PassageIndex {
  const index = new PassageIndex();
  for (const one of stored) index.add(one);
  return index;
}

function best(question: string, precedents: readonly Precedent[] = [], known = nothingKnown): readonly string[] {
  return scored(candidatesFor({ question, index: indexed(), precedents, known }), firstModel).map((one) => one.passage.key);
}

test('other endings, a typing error and ё do not hide the answer', () => {
  expect(best('хочу вернуть купленные товары')[0]).toBe('return');
  expect(best('сколько идет доствка')[0]).toBe('delivery');
});

test('a text that shares nothing with what is stored has no candidate', () => {
  expect(best('xyzzy')).toEqual([]);
});

test('what answered such a question before comes forward', () => {
  const question = 'у вас принимают карту мир?';
  expect(best(question, [{ question: 'карту мир принимают?', answer: 'payment' }])[0]).toBe('payment');
});

test('an answer of the past that is in no article may be offered itself', () => {
  const own: Passage = { ...passage('con_1', 'можно ли с собакой?', 'Да, в наш магазин можно с собакой.'), source: 'past' };
  expect(best('к вам можно с собакой?', [{ question: own.title, answer: own }])[0]).toBe('con_1');
});

test('of two answers to one question, the one that agents took comes first', () => {
  const index = indexed();
  const [brief, long] = [passage('brief', 'Когда откроется магазин?', 'В девять.'), passage('long', 'Когда откроется магазин?', 'Магазин работает с девяти до девяти без выходных.')];
  for (const one of [brief, long]) index.add(one);
  for (const [taken, left] of [['brief', 'long'], ['long', 'brief']] as const) {
    const known: Known = { used: () => 0, accepted: (key) => (key === taken ? 0.5 : key === left ? -0.5 : 0) };
    expect(scored(candidatesFor({ question: 'когда откроется магазин', index, precedents: [], known }), firstModel)[0]?.passage.key).toBe(taken);
  }
});

test('two that say the same are one suggestion', () => {
  const ranked = scored(candidatesFor({ question: 'когда курьер привезёт заказ, сколько идёт доставка', index: indexed(), precedents: [], known: nothingKnown }), firstModel);
  const texts = varied(ranked, 3).map((one) => one.passage.text);
  expect(new Set(texts).size).toBe(texts.length);
});

test('learned weights put the right answers of the lessons first, and the gate tells how often that holds', () => {
  const lesson = (question: string, right: string): Lesson => ({ candidates: candidatesFor({ question, index: indexed(), precedents: [], known: nothingKnown }), right: new Set([right]), weight: 1 });
  const lessons = [lesson('доставка по городу', 'delivery'), lesson('вернуть товар', 'return'), lesson('оплатить заказ', 'payment'), lesson('приедет курьер', 'delivery-again')];
  const none = { ...firstModel.weights, titleWords: 0, bodyWords: 0, titleLetters: 0, best: 0, first: 0, group: 0 };
  const weights = learnWeights(lessons, none);
  const tops = lessons.map(({ candidates }) => scored(candidates, { weights })[0]?.passage.key);
  expect(tops).toEqual(['delivery', 'return', 'payment', 'delivery-again']);
  const gate = learnGate(lessons, { weights, gate: firstModel.gate });
  expect(chanceOf(0.9, gate)).toBeGreaterThan(0.9);
});

test('three parts of one article were all the choice there was: two of them stand there, and another article', () => {
  const part = (key: string, group: string, text: string) => ({ passage: { ...passage(key, '', text), group }, evidence: [], share: 0.2 });
  const ranked = [part('a1', 'a', 'Курьер привозит заказ утром.'), part('a2', 'a', 'Самовывоз открыт каждый день.'), part('a3', 'a', 'Почта идёт до двух недель.'), part('b1', 'b', 'Деньги вернутся на карту.')];
  expect(varied(ranked.map((one) => ({ ...one, score: 0 })), 3).map((one) => one.passage.key)).toEqual(['a1', 'a2', 'b1']);
});
