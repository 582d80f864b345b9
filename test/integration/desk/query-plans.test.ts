import { countConversations, countStatement, listConversations, listStatement } from '#db/cache/list';
import { answersSince } from '#db/cache/answers';
import { openConversation, readConversation } from '#db/cache/conversation';
import { readCustomer } from '#db/cache/customer';
import { readTimeline, timelineStatement } from '#db/cache/timeline';
import { query, type Statement } from '#db/cache/sqlite';
import { sortsOf, views } from '#contract/list';
import { timelineKinds } from '#contract/timeline';
import { id } from '#kernel/id';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { anna, begun, conversationOf, keptCompany, type Kept } from './small-company';

let kept: Kept;
const details = z.array(z.object({ detail: z.string() }));

beforeAll(async () => {
  kept = await keptCompany(freshFolder('plans'), { conversations: 2000, messagesEach: 50 });
  await kept.picture.rest();
});

afterAll(async () => {
  await kept.picture.close();
});

async function plan({ sql, bindings }: Statement): Promise<string> {
  const rows = details.parse(await kept.picture.read((db) => query(db, { sql: `explain query plan ${sql}`, bindings })));
  return rows.map(({ detail }) => detail).join('\n');
}

describe('every list is read along an index, in the order that it is shown', () => {
  test.each(views.filter((view) => view !== 'customer'))('the view %s', async (view) => {
    const found = await plan(listStatement({ view, search: '', limit: 100, person: anna, now: begun }));
    // What is offered to a person is handful enough to be sorted.
    expect(found).toMatch(/SEARCH conversations USING INDEX conversations_(of_an_owner|by_time|next_up|to_wake|offered)/);
    expect(found).not.toMatch(view === 'offered' ? /SCAN conversations/ : /SCAN conversations|TEMP B-TREE/);
  });

  test.each(views.flatMap((view) => sortsOf[view].map((sort) => [view, sort] as const)))('the view %s by %s walks no finished conversation that it does not show', async (view, sort) => {
    expect(await plan(listStatement({ view, sort, search: '', limit: 100, person: anna, now: begun, customer: id('customer', 'u7') }))).not.toMatch(/SCAN conversations/);
  });

  test('all counts', async () => {
    expect(await plan(countStatement({ person: anna, now: begun }))).toBe(
      ['SEARCH conversations USING COVERING INDEX conversations_counted (finished=?)', 'SCALAR SUBQUERY 1', 'SEARCH conversations USING INDEX conversations_offered (<expr>=?)'].join('\n'),
    );
  });

  test('a conversation and its newest messages', async () => {
    const found = await plan(openConversation(conversationOf(1), 50));
    expect(found).toContain('SEARCH messages USING INDEX messages_of_a_conversation');
    expect(found).not.toMatch(/TEMP B-TREE|SCAN (conversations|cases|customers|messages|images|whole)\b/);
  });

  test.each(['until', 'from'] as const)('a part of a conversation %s a message', async (side) => {
    const found = await plan(openConversation(conversationOf(1), 50, { at: begun, id: 'msg_m1-20', side }));
    expect(found).toContain('SEARCH messages USING INDEX messages_of_a_conversation');
    expect(found).not.toMatch(/TEMP B-TREE|SCAN messages\b/);
  });

  test('what was answered since one answer', async () => {
    const found = await plan(answersSince({ conversation: conversationOf(1), known: id('message', 'c1m20'), most: 20 }, { at: begun, id: 'msg_c1m20' }));
    expect(found).toContain('SEARCH messages USING INDEX messages_of_a_conversation');
    expect(found).not.toMatch(/TEMP B-TREE|SCAN/);
  });

  test.each(timelineKinds)('a page of a timeline, of the kind %s, begins where the one before ended', async (kind) => {
    const found = await plan(timelineStatement({ customer: id('customer', 'u7'), filter: { kind: null, channel: 'email', team: null, from: begun }, before: { at: begun, id: 'x' } }, kind));
    expect(found).toMatch(/^SEARCH \w+ USING (COVERING )?INDEX \w+_of_a_customer(_by_time)? \(customer=\? AND (lastMessageAt|at|placedAt)>\?/);
    expect(found).not.toMatch(/SCAN|TEMP B-TREE/);
  });

  test('a search walks the view in order and asks the word index once', async () => {
    const found = await plan(listStatement({ view: 'closed', search: 'заказ', limit: 100, person: anna, now: begun }));
    expect(found).not.toMatch(/SCAN (conversations|customers|cases|identities)\b|TEMP B-TREE FOR ORDER/);
  });
});

test('the queue begins with the conversation whose first response is due soonest, not with the newest', async () => {
  const rows = await kept.picture.read((db) => listConversations(db, { view: 'queue', search: '', limit: 50, person: anna, now: begun }));
  const due = rows.map(({ conversation }) => conversation.firstResponse.dueAt);
  expect(due).toEqual([...due].sort((a, b) => a - b));
  expect(rows[0]?.conversation.lastMessageAt).toBeLessThan(rows.at(-1)?.conversation.lastMessageAt ?? 0);
});

describe('what a person searches for is found', () => {
  const found = async (search: string): Promise<readonly string[]> =>
    (await kept.picture.read((db) => listConversations(db, { view: 'all', search, limit: 5, person: anna, now: begun }))).map(({ conversation }) => conversation.id);

  test.each([
    ['a name with е for ё, in any case', 'пЕтр СЕМЕНОВ 17', conversationOf(17)],
    ['the number of a case', '1009', conversationOf(9)],
    ['the beginning of a word of the subject', 'зак 1020', conversationOf(1020)],
    ['an address', 'u33@mail.example', conversationOf(33)],
  ])('%s', async (_what, search, conversation) => {
    expect(await found(search)).toContain(conversation);
  });

  test.each(['"', "'", '*', 'a" OR "b', 'NEAR(', '%', '(', '--', ':'])('%j is a text like any other', async (search) => {
    await expect(found(search)).resolves.toBeInstanceOf(Array);
  });
});

test('with 100,000 messages a list, a conversation and a customer are read within the time of a frame', async () => {
  const counting = 'with recursive counted("n") as (select 1 union all select "n" + 1 from counted where "n" < 10000) select sum("n") from counted';
  const reads = {
    yardstick: () => kept.picture.read((db) => query(db, { sql: counting, bindings: [] })),
    list: () => kept.picture.read((db) => listConversations(db, { view: 'all', search: '', limit: 100, person: anna, now: begun })),
    counts: () => kept.picture.read((db) => countConversations(db, { person: anna, now: begun })),
    conversation: () => kept.picture.read((db) => readConversation(db, conversationOf(Math.floor(Math.random() * 2000)), { limit: 50 })),
    customer: () => kept.picture.read((db) => readCustomer(db, id('customer', 'u7'))),
    timeline: () => kept.picture.read((db) => readTimeline(db, { customer: id('customer', 'u7'), filter: { kind: null, channel: null, team: null, from: null }, before: null })),
  };
  const usual: Record<string, number> = {};
  for (const [name, read] of Object.entries(reads)) {
    const times: number[] = [];
    for (let run = 0; run < 60; run += 1) {
      const start = performance.now();
      await read();
      times.push(performance.now() - start);
    }
    // What else the machine does slows most of them down, and hardly ever nine in ten.
    usual[name] = times.sort((one, other) => one - other)[6] ?? Infinity;
  }
  // The benchmark states the real figures. Where it takes more than two milliseconds to count, the frame is longer.
  const { yardstick = 0, ...times } = usual;
  expect(Object.entries(times).filter(([, time]) => time > Math.max(16, 8 * yardstick))).toEqual([]);
});

test('whoever reads back page by page, and forth again, sees every message once', async () => {
  const page = async (wanted: Parameters<typeof readConversation>[2]) => {
    const open = await kept.picture.read((db) => readConversation(db, conversationOf(1), wanted));
    return { ids: open?.messages.map((message) => message.id) ?? [], more: open?.more, newer: open?.newer };
  };
  const all = await page({ limit: 200 });
  expect(all).toMatchObject({ more: false, newer: false });
  const [first, middle, last] = [all.ids[0], all.ids[20], all.ids.at(-1)];
  if (first === undefined || middle === undefined || last === undefined) throw new Error('no messages');
  expect(await page({ limit: 10, edge: { message: middle, side: 'until' } })).toEqual({ ids: all.ids.slice(11, 21), more: true, newer: true });
  expect(await page({ limit: 10, edge: { message: middle, side: 'from' } })).toEqual({ ids: all.ids.slice(20, 30), more: true, newer: true });
  expect(await page({ limit: 200, edge: { message: last, side: 'until' } })).toEqual({ ids: all.ids, more: false, newer: false });
  expect(await page({ limit: 200, edge: { message: first, side: 'from' } })).toEqual({ ids: all.ids, more: false, newer: false });
  expect(await page({ limit: 10, edge: { message: id('message', 'gone'), side: 'from' } })).toEqual({ ids: all.ids.slice(-10), more: true, newer: false });
});
