import { day } from '#kernel/instant';
import { companyTexts } from '#server/demo/company-texts';
import { Dice } from '#server/demo/dice';
import { makeCustomers } from '#server/demo/make-customers';
import { finishedCases, mailboxOf } from '#server/demo/make-past';
import { OrderNumbers } from '#server/demo/order-numbers';
import { withTypos } from '#server/demo/typos';
import { Words } from '#server/demo/words';
import { describe, expect, test } from 'vitest';

const now = Date.UTC(2026, 4, 12, 12);
const caseCount = 20_000;

/** What an agent takes for "the same again": the words, whatever the numbers, names and greetings. */
function words(text: string): string {
  return text.toLowerCase().replace(/[\p{N}\p{P}\p{S}]+/gu, ' ').replace(/\s+/g, ' ').trim();
}

describe.each(['ru', 'en'] as const)('twenty thousand cases in %s', (language) => {
  const company = companyTexts[language];
  const seed = 4_042_026;
  const dice = new Dice(seed);
  const customers = makeCustomers(company, dice, 5000);
  const cases = finishedCases({ company, dice, words: new Words(), customers, now, days: 730, numbers: new OrderNumbers(dice, now) }, caseCount).map(({ record }) => record);
  const first = cases.map(({ conversations }) => conversations[0]?.messages[0]?.text ?? '');

  test('no two in a row of one queue begin with the same words', () => {
    const last = new Map<string, string>();
    const twice: string[] = [];
    for (const [index, { conversations }] of cases.entries()) {
      const channel = conversations[0]?.channel ?? '';
      const said = words(first[index] ?? '');
      if (last.get(channel) === said) twice.push(said);
      last.set(channel, said);
    }
    expect(twice, `seed ${seed}`).toEqual([]);
  });

  test('no text has a slot or a bracket left open', () => {
    const open = cases.flatMap(({ conversations }) => conversations.flatMap(({ subject, messages }) => [subject, ...messages.map(({ text }) => text)])).filter((text) => /[{}[\]|]|undefined|NaN/.test(text));
    expect(open.slice(0, 5), `seed ${seed}`).toEqual([]);
  });

  test('nearly every letter is written once, and most first lines of a chat', () => {
    const letters = first.filter((_text, index) => cases[index]?.conversations[0]?.channel !== company.site);
    // Under a tenth: somebody who reads a screen of fifty letters hardly ever sees one that stands somewhere else as well.
    expect(new Set(letters).size / letters.length, `seed ${seed}`).toBeGreaterThan(0.9);
    // Lines of a chat are short and often without a number; people there do ask the same in the same few words.
    expect(new Set(first).size / first.length, `seed ${seed}`).toBeGreaterThan(0.8);
  });

  test('people who were not answered come back through the other door, and their case holds both', () => {
    const both = cases.filter(({ conversations }) => conversations.length === 2);
    expect(both.length).toBeGreaterThan(caseCount / 100);
    expect(new Set(both.map(({ conversations }) => conversations.map(({ channel }) => channel).join(' ')))).toEqual(new Set([`${mailboxOf(company, 'support')} ${company.site}`]));
    expect(now - Math.max(...both.flatMap(({ conversations }) => conversations.flatMap(({ messages }) => messages.map(({ at }) => at))))).toBeLessThan(30 * day);
  });
});

describe.each(['ru', 'en'] as const)('the topics in %s', (language) => {
  const { topics } = companyTexts[language];

  test('are at least forty-five, of three teams, each told in five ways and answered in four', () => {
    expect(topics.length).toBeGreaterThanOrEqual(45);
    expect(new Set(topics.map(({ team }) => team)).size).toBe(3);
    expect(topics.filter(({ openings, answers }) => new Set(openings).size < 5 || new Set(answers).size < 4).map(({ name }) => name)).toEqual([]);
  });
});

describe('slips of the fingers', () => {
  const text = 'please send order 41-20117 to Garden Street and write to me@post.example when the parcel leaves, many thanks indeed';

  test('are the same again from the same seed, and leave names, numbers and addresses whole', () => {
    const { keyboard } = companyTexts.en;
    for (let seed = 1; seed <= 200; seed += 1) {
      const slipped = withTypos(text, new Dice(seed), keyboard);
      expect(withTypos(text, new Dice(seed), keyboard), `seed ${seed}`).toBe(slipped);
      for (const kept of ['41-20117', 'Garden Street', 'me@post.example']) expect(slipped, `seed ${seed}`).toContain(kept);
    }
    const changed = Array.from({ length: 200 }, (_, seed) => withTypos(text, new Dice(seed), keyboard)).filter((slipped) => slipped !== text);
    expect(changed.length).toBeGreaterThan(100);
  });
});
