import type { Known } from '#domain/suggestion/evidence';
import { asOf } from '#domain/suggestion/expiry';
import { firstModel } from '#domain/suggestion/model';
import type { Passage, Precedent } from '#domain/suggestion/passage';
import { PassageIndex } from '#domain/suggestion/passage-index';
import { exchangeOf } from '#domain/suggestion/precedent';
import { plainValue, type Fillings } from '#domain/knowledge/slots';
import { suggest, type Suggestion } from '#domain/suggestion/suggest';
import { expect, test } from 'vitest';
import { outsideTexts } from './outside-texts';

const stored: readonly Passage[] = [
  { key: 'delivery', source: 'article', group: 'a1', title: 'Когда привезут заказ, сколько идёт доставка?', text: 'Курьер привозит заказ за один-два дня.', tags: [], updatedAt: 0 },
  { key: 'return', source: 'macro', group: 'm1', title: 'Как вернуть товар, возврат денег', text: '{name}, заполните заявление о возврате, и деньги придут за десять дней.', tags: [], updatedAt: 0 },
  { key: 'offer', source: 'article', group: 'a2', title: 'Осенняя скидка, промокод, Autumn offer', text: 'Скидка: [[Осенняя скидка]].', tags: [], updatedAt: 0 },
  { key: 'order', source: 'macro', group: 'm2', title: 'Где мой заказ? Where is my order, parcel?', text: 'Заказ {order} в пути. Your order {order} is on its way.', tags: [], updatedAt: 0 },
  { key: 'return-en', source: 'article', group: 'a3', title: 'How do I return an item, refund', text: 'Fill in the return form and we send the money back within ten days.', tags: [], updatedAt: 0 },
];
const index = new PassageIndex();
for (const one of stored) index.add(one);
const nothingKnown: Known = { used: () => 0, accepted: () => 0 };

/** The surest engine that there can be: it abstains from nothing. */
const eager = { ...firstModel, gate: { ...firstModel.gate, least: 0 } };

function asked(question: string, { precedents = [], fillings = new Map(), now = 2 }: { readonly precedents?: readonly Precedent[]; readonly fillings?: Fillings; readonly now?: number } = {}): readonly Suggestion[] {
  return suggest({ question, index, precedents, known: nothingKnown, model: eager, fillings, factsOf: (group) => (group === 'a2' ? [{ name: 'Осенняя скидка', text: '10 %', validUntil: 1 }] : []), now, exploring: { dice: 1, isKnown: () => true } });
}

test('there are a hundred of them', () => {
  expect(new Set(outsideTexts).size).toBe(100);
});

test.each(outsideTexts)('what a customer orders changes no word of what is suggested: %s', (text) => {
  for (const one of asked(text)) {
    const source = stored.find(({ key }) => key === one.key);
    expect(one.text).toBe(source?.text);
  }
});

test.each(outsideTexts)('an open slot and an expired fact stay where they are, whatever is ordered: %s', (text) => {
  for (const one of asked(text)) {
    if (one.key === 'return' || one.key === 'order') expect(one.obstacle?.code).toBe('slot.open');
    if (one.key === 'offer') expect(one.obstacle?.code).toBe('fact.expired');
  }
});

test('a suggestion that has stood there since before a fact in it expired is held back from then on', () => {
  const offer = asked('осенняя скидка, промокод', { now: 0 }).find(({ key }) => key === 'offer');
  expect(offer).toMatchObject({ obstacle: null, expires: { name: 'Осенняя скидка', validUntil: 1 } });
  expect(offer && asOf(offer, 0)).toBe(offer);
  expect(offer && asOf(offer, 1).obstacle).toEqual({ code: 'fact.expired', name: 'Осенняя скидка', validUntil: 1 });
});

test.each(outsideTexts)('as the name of a customer it fills no slot, or fills it as a plain name: %s', (text) => {
  const fillings: Fillings = new Map([['name', { value: text, validUntil: null }]]);
  for (const one of asked('как вернуть товар', { fillings })) {
    if (one.key !== 'return') continue;
    const value = plainValue(text);
    expect(one.text).toBe(value === null ? stored[1]?.text : stored[1]?.text.replace('{name}', value));
    expect(one.text).not.toMatch(/[<>]|https?:|\{order\}/u);
  }
});

test.each(outsideTexts)('a colleague who repeated it to the customer made no answer of it: %s', (text) => {
  const said = [{ by: 'customer', text }, { by: 'agent', text: `Вы пишете: ${text}` }] as const;
  const exchange = exchangeOf(said, { customer: 'Ann', people: [] });
  expect(exchange === null || !exchange.reply.includes(text)).toBe(true);
  const precedents: readonly Precedent[] = exchange === null ? [] : [{ question: exchange.question, answer: { key: 'con_1', source: 'past', group: 'con_1', title: exchange.question, text: exchange.reply, tags: [], updatedAt: 0 } }];
  expect(asked(text, { precedents }).some((one) => one.text.includes(text))).toBe(false);
});

test('an answer of the past led where a customer had asked us to: a link in it keeps it from being inserted, one of an article does not', () => {
  const past = (text: string): Precedent => ({ question: 'как вернуть товар', answer: { key: 'con_1', source: 'past', group: 'con_1', title: 'как вернуть товар', text, tags: [], updatedAt: 0 } });
  const found = (text: string): Suggestion | undefined => asked('как вернуть товар', { precedents: [past(text)] }).find(({ key }) => key === 'con_1');
  expect(found('Заявление о возврате примет курьер, а деньги придут сразу.')?.obstacle).toBeNull();
  expect(found('Заявление о возврате лежит на vozvrat.evil.example, заполните его.')).toMatchObject({ obstacle: { code: 'flaw', flaws: ['link'] }, flaws: ['link'] });
});
