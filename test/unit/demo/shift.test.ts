import { day, hour, minute } from '#kernel/instant';
import { companyTexts } from '#server/demo/company-texts';
import { Dice } from '#server/demo/dice';
import { stateAt } from '#server/demo/live/colleague-states';
import { DemoClock, dayOf } from '#server/demo/live/demo-clock';
import { planDay } from '#server/demo/live/plan-day';
import { Story } from '#server/demo/live/story';
import { makeCustomers } from '#server/demo/make-customers';
import { answerOf, spokenByAgent, talkByChat } from '#server/demo/make-talk';
import { OrderNumbers } from '#server/demo/order-numbers';
import { planTalk } from '#server/demo/plan-talk';
import { Words } from '#server/demo/words';
import { describe, expect, test } from 'vitest';

const tuesday = Date.UTC(2026, 4, 12);
const sunday = Date.UTC(2026, 4, 17);

describe.each(['ru', 'en'] as const)('a day of the shop in %s', (language) => {
  const company = companyTexts[language];
  const customers = makeCustomers(company, new Dice(7), 5000);
  const planned = (seed: number, date = tuesday) => planDay({ company, customers, seed, date });
  const arrivals = planned(11);

  test('is the same again from the same seed, to the last word, and another one from another', () => {
    const opened = (seed: number) => {
      const [numbers, words] = [new OrderNumbers(new Dice(seed), tuesday, 'present'), new Words()];
      const [agent] = company.colleagues;
      if (agent === undefined) throw new Error('nobody works here');
      return planned(seed).map(({ at, customer, kind, cause, seed: own }) => ({ at, kind, lines: talkByChat(planTalk({ company, dice: new Dice(own), words, customer, agent, start: at, numbers }, cause), 'opened') }));
    };
    expect(opened(11)).toEqual(opened(11));
    expect(planned(12)).not.toEqual(arrivals);
    expect(planned(11, tuesday + day)).not.toEqual(arrivals);
  });

  test('is calm in the morning, busy late in the morning and after lunch, quiet at night, and half as long on a Sunday', () => {
    const within = (from: number, to: number, of = arrivals) => of.filter(({ at }) => at % day >= from * hour && at % day < to * hour).length / (to - from);
    expect(within(7, 9)).toBeLessThan(within(10, 12) / 2);
    expect(within(12, 13)).toBeLessThan(within(11, 12));
    expect(within(13, 15)).toBeGreaterThan(within(18, 20));
    expect(within(0, 6)).toBeLessThan(within(10, 12) / 10);
    expect(planned(11, sunday).length).toBeLessThan(arrivals.length * 0.6);
    expect(arrivals.map(({ at }) => at)).toEqual(arrivals.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  test('has letters and chats in the shares of the people who prefer them, of nobody twice', () => {
    const chats = arrivals.filter(({ kind }) => kind === 'chat').length / arrivals.length;
    expect(chats).toBeGreaterThan(0.3);
    expect(chats).toBeLessThan(0.55);
    expect(new Set(arrivals.map(({ customer }) => customer)).size).toBe(arrivals.length);
  });

  test('a colleague answers what was asked, then what is asked besides, and ends when the customer is content', () => {
    const [, colleague, ...others] = company.colleagues;
    if (colleague === undefined || others[0] === undefined) throw new Error('too few work here');
    for (const { kind, customer, cause, seed } of arrivals.slice(0, 400)) {
      const numbers = new OrderNumbers(new Dice(seed), tuesday, 'present');
      const talk = planTalk({ company, dice: new Dice(seed), words: new Words(), customer, agent: others[0], start: tuesday, numbers }, cause);
      const story = new Story(talk, seed);
      const first = story.answer(colleague, kind).join('\n');
      expect(first).toContain(spokenByAgent({ agent: colleague, slots: talk.slots }, cause.topic.answers[answerOf(cause)] ?? ''));
      expect(first).not.toMatch(/[{}[\]|]/);
      for (let reactions = 0; reactions < 3 && !story.isContent; reactions += 1) {
        const reaction = story.reaction();
        if (reaction?.question) expect(story.answer(colleague, kind).join('\n').length).toBeGreaterThan(10);
      }
      expect(story.isContent).toBe(true);
      expect(story.reaction()).toBeNull();
    }
  });
});

describe('the clock of the demonstration', () => {
  test('begins at a lively hour of a working day, and passes as fast as it is told', () => {
    for (const started of [tuesday + 3 * hour, sunday + 22 * hour, sunday - day]) {
      const clock = new DemoClock(started, 10);
      const first = clock.at(started);
      expect([0, 6]).not.toContain(new Date(first).getUTCDay());
      expect(first - dayOf(first)).toBeGreaterThan(10 * hour);
      expect(first - dayOf(first)).toBeLessThan(11 * hour);
      expect(clock.at(started + minute) - first).toBe(10 * minute);
      expect(clock.until(first + hour, started)).toBe(6 * minute);
    }
  });
});

test('at any minute of a day at least half of the colleagues are there for customers, and in a day each state is seen', () => {
  const people = Array.from({ length: 14 }, (_, place) => place);
  const seen = new Set<string>();
  for (let at = tuesday; at < tuesday + day; at += minute) {
    const states = people.map((place) => stateAt(place, at));
    expect(states.filter((state) => state === 'available').length).toBeGreaterThanOrEqual(people.length / 2);
    states.forEach((state) => seen.add(state));
  }
  expect([...seen].toSorted()).toEqual(['available', 'break', 'busy', 'lunch', 'meeting', 'training']);
});
