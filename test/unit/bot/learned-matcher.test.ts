import { botBounds, botTeaching, isEnough, learnedMatcher, sampled } from '#domain/bot/learned-matcher';
import { learn } from '#domain/matching/learned';
import { expect, test } from 'vitest';
import { taughtWell } from '../../support/taught-well';

const examples = taughtWell.flatMap(({ key, phrases }) => phrases.map((phrase) => ({ key, phrase })));
const matcher = learnedMatcher(learn(botTeaching(examples), botBounds));

test.each([
  ['а сколько стоит доставка до дома?', 'delivery'],
  ['Haven’t got my pasword', 'entrance'],
  ['хочу вернуть товар назад', 'returning'],
  ['till when is the shop open', 'hours'],
])('a bot that was taught enough understands words of one’s own: %s', (text, key) => {
  expect(matcher.match(text)).toMatchObject({ key, isSure: true });
});

test.each(['Напишите стихотворение про зиму', 'what is the capital of France', 'хочу предложить вам сотрудничество'])('and does not pretend to know what it was not taught: %s', (text) => {
  expect(matcher.match(text)?.isSure ?? false).toBe(false);
});

test('of a text without a known letter it knows nothing', () => {
  expect(matcher.match('')).toBe(null);
  expect(matcher.match('🙂')).toBe(null);
});

test('few phrases are not enough to learn from, nor are few topics', () => {
  expect(isEnough(examples)).toBe(true);
  expect(isEnough(sampled(examples).filter((_one, place) => place % 4 === 0))).toBe(false);
  expect(isEnough(examples.map((one) => ({ ...one, key: 'only' })))).toBe(false);
});

test('whoever has not learned yet goes by some phrases of every topic', () => {
  const many = Array.from({ length: 3000 }, (_one, place) => ({ key: `t${place % 50}`, phrase: `phrase ${place}` }));
  const some = sampled(many);
  expect([some.length, new Set(some.map(({ key }) => key)).size]).toEqual([150, 50]);
  expect(sampled(examples.slice(0, 40))).toEqual(examples.slice(0, 40));
});
