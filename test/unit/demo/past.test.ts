import { caseRecord, customerRecord, orderRecord } from '#contract/import-record';
import { day } from '#kernel/instant';
import { companyTexts } from '#server/demo/company-texts';
import { Dice } from '#server/demo/dice';
import { dateName, fillSlots } from '#server/demo/fill-slots';
import { react, freshMood } from '#server/demo/live/mood';
import { customerRecordOf, factsWith, makeCustomers } from '#server/demo/make-customers';
import { inventPast, numbersOfCases } from '#server/demo/invent-past';
import { orderOf, quietOrders } from '#server/demo/make-orders';
import { OrderNumbers } from '#server/demo/order-numbers';
import { finishedCases, openCases } from '#server/demo/make-past';
import { Words } from '#server/demo/words';
import { describe, expect, test } from 'vitest';

const now = Date.UTC(2026, 4, 12, 12);

function invent(language: 'ru' | 'en', seed: number) {
  const company = companyTexts[language];
  const dice = new Dice(seed);
  const customers = makeCustomers(company, dice, 200);
  const past = { company, dice, words: new Words(), customers, now, days: 80, numbers: new OrderNumbers(dice, now) };
  const [agent] = company.colleagues;
  if (agent === undefined) throw new Error('nobody works here');
  const [open, finished] = [openCases(past, agent), finishedCases(past, 1000)];
  const orders = [...[...open, ...finished].map(({ record, purchase }) => orderOf(past, record.customer, purchase)), ...quietOrders(past)];
  const records = customers.map(customerRecordOf(company, dice, { now, orders, visitorOf: ({ key }) => key }));
  return { company, customers, records, orders, open: open.map(({ record }) => record), finished: finished.map(({ record }) => record) };
}

describe.each(['ru', 'en'] as const)('the invented past in %s', (language) => {
  const seed = 20_260_512;
  const { company, customers, records, orders, open, finished } = invent(language, seed);
  const texts = [...open, ...finished].flatMap((one) => [one.topic, ...one.conversations.flatMap(({ subject, messages }) => [subject, ...messages.map(({ text }) => text)])]);

  test('is the same again from the same seed', () => {
    expect(invent(language, seed).finished).toEqual(finished);
  });

  test('passes the import without a change', () => {
    expect(records.every((record) => customerRecord.safeParse(record).success)).toBe(true);
    expect([...open, ...finished].every((record) => caseRecord.safeParse(record).success)).toBe(true);
  });

  test('leaves no slot and no fork of grammar open', () => {
    expect(texts.filter((text) => /[{}[\]|]|undefined/.test(text))).toEqual([]);
  });

  test('has two hundred people with two hundred mailboxes', () => {
    expect(new Set(customers.map(({ email }) => email)).size).toBe(200);
    expect(new Set(customers.map(({ name }) => name)).size).toBe(200);
  });

  test('reaches back over weeks, through both channels, over forty topics, and never into the future', () => {
    const moments = finished.flatMap(({ conversations }) => conversations.flatMap(({ messages }) => messages.map(({ at }) => at)));
    expect(Math.max(...moments)).toBeLessThanOrEqual(now);
    expect(now - Math.min(...moments)).toBeGreaterThan(70 * day);
    expect(new Set(finished.map(({ topic }) => topic)).size).toBeGreaterThanOrEqual(40);
    const chats = finished.filter(({ conversations }) => conversations.some(({ channel }) => channel === company.site)).length;
    expect(chats).toBeGreaterThan(250);
    expect(chats).toBeLessThan(750);
  });

  test('has bought what it writes about: the order of a case stands in its customer\'s orders, with the thing, the sum and the day', () => {
    expect(orders.every((order) => orderRecord.safeParse(order).success)).toBe(true);
    expect(new Set(orders.map(({ key }) => key)).size).toBe(orders.length);
    const byNumber = new Map(orders.map((order) => [order.number, order]));
    for (const { customer, conversations } of [...open, ...finished]) {
      const said = conversations.flatMap(({ subject, messages }) => [subject, ...messages.map(({ text }) => text)]);
      const starts = conversations[0]?.messages[0]?.at ?? 0;
      for (const number of new Set(said.join(' ').match(/\b\d{2}-\d{5}\b/g))) {
        const order = byNumber.get(number);
        expect(order?.customer, number).toBe(customer);
        expect(order?.placedAt, number).toBeLessThan(starts);
        expect(company.goods.map(([item, price]) => [item, price * 100])).toContainEqual([order?.items[0]?.name, order?.total]);
      }
    }
  });

  test('tells the same of a customer as their orders do', () => {
    for (const { key, facts, since } of records) {
      const theirs = orders.filter(({ customer }) => customer === key);
      expect(facts[0]?.value).toBe(`${theirs.length}`);
      expect(Math.min(...theirs.map(({ placedAt }) => placedAt))).toBeGreaterThanOrEqual(since);
    }
  });

  test('does not repeat itself: most openings are said once', () => {
    const openings = finished.map(({ conversations }) => conversations[0]?.messages[0]?.text);
    expect(new Set(openings).size).toBeGreaterThan(850);
  });

  test('leaves the shift some conversations in the queue and some in the agent\'s hands', () => {
    expect(open.filter(({ owner }) => owner === null).length).toBeGreaterThanOrEqual(3);
    expect(open.filter(({ owner }) => owner !== null).length).toBeGreaterThanOrEqual(3);
  });
});

test('a past in parts has each case, with its number and its order, once, and the young ones first', () => {
  const company = companyTexts.en;
  const volume = { customers: 300, cases: 2000, days: 400, atOnce: 200 };
  for (let seed = 1; seed <= 3; seed += 1) {
    const dice = new Dice(seed);
    const customers = makeCustomers(company, dice, volume.customers);
    const { atOnce, behind } = inventPast({ company, dice, customers, at: now, volume, visitorOf: ({ key }) => key });
    const records = [...atOnce, ...behind.flatMap((part) => part.records)];
    const keysOf = (kind: string) => records.filter((record) => record.kind === kind).map(({ key }) => key);
    expect(keysOf('case').toSorted(), `seed ${seed}`).toEqual([...numbersOfCases(volume).keys()].toSorted());
    expect(new Set(keysOf('order')).size, `seed ${seed}`).toBe(keysOf('order').length);
    const told = behind.map(({ isTold }) => isTold);
    expect(told).toEqual(told.toSorted((a, b) => Number(b) - Number(a)));
    expect(new Set(told).size).toBe(2);
  }
});

test('two customers never get one mailbox, whatever the seed: the import would take them for one', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const customers = makeCustomers(companyTexts.ru, new Dice(seed), 800);
    expect(new Set(customers.map(({ email }) => email)).size, `seed ${seed}`).toBe(800);
  }
});

test.each(['ru', 'en'] as const)('whoever buys once more is told so on their card in %s, with the day of the latest order', (language) => {
  const company = companyTexts[language];
  const { records, orders } = invent(language, 8);
  for (const { key, facts } of records.slice(0, 60)) {
    const placed = orders.filter(({ customer }) => customer === key).map(({ placedAt }) => placedAt);
    const later = factsWith(company, facts, { price: 100, placedAt: now });
    expect(later[0]?.value).toBe(`${placed.length + 1}`);
    expect(later[3]?.value).toBe(dateName(company, now));
    expect(factsWith(company, facts, { price: 100, placedAt: Math.min(...placed) - day })[3]?.value).toBe(facts[3]?.value);
  }
});

test('both languages have the same topics in the same order', () => {
  const shape = (language: 'ru' | 'en') => companyTexts[language].topics.map(({ team, openings, answers, more }) => [team, openings.length, answers.length, more.map(([, , after]) => after)]);
  expect(shape('ru')).toEqual(shape('en'));
});

test('grammar follows who speaks', () => {
  const slots = { order: '1-2', item: 'x', kit: 'x', city: 'x', sum: 'x', promo: 'x', track: 'x', street: 'x', name: 'x', agent: 'x', ago: 'x', soon: 'x', placed: 'x' };
  expect(fillSlots('Заказал[|а] {order} {date}', { slots, gender: 'woman', date: '5 мая' })).toBe('Заказала 1-2 5 мая');
  expect(fillSlots('Наш[ёл|ла]', { slots, gender: 'man', date: '' })).toBe('Нашёл');
});

test('a customer who was answered a few times is content, and then silent', () => {
  const dice = new Dice(5);
  const company = companyTexts.en;
  let mood = freshMood;
  for (let answers = 0; answers < 3 && !mood.content; answers += 1) mood = react(mood, dice, { company, topic: company.topics[0] ?? null, answer: null, words: new Words() })?.mood ?? mood;
  expect(mood.content).toBe(true);
  expect(react(mood, dice, { company, topic: null, answer: null, words: new Words() })).toBeNull();
});
