import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listConversations } from '#db/cache/list';
import { openCache } from '#db/cache/open';
import { findInCopy } from '#db/cache/search/find';
import { run } from '#db/cache/sqlite';
import { rebuildWords } from '#db/cache/unclean';
import { readQuery } from '#domain/search/query';
import type { RowChange } from '#domain/tables';
import { teamScope } from '#domain/scope';
import { id } from '#kernel/id';
import { expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { anna, begun, company, openKept, standing, team } from './small-company';

const left = id('team', 'left');

/** Ids in no order split pages, and a split page keeps a second copy of what moved. */
function conversation(isLeft: boolean): readonly RowChange[] {
  const text = isLeft ? `secretcanary ${'слово '.repeat(20)}` : `kept ${'слово '.repeat(20)}`;
  const [customer, owner, talk] = [id('customer', randomUUID()), id('case', randomUUID()), id('conversation', randomUUID())];
  const [shop] = company({ conversations: 1, messagesEach: 1 }).filter(({ table }) => table === 'conversations');
  if (shop?.op !== 'put' || shop.table !== 'conversations') throw new Error('no conversation');
  const place = isLeft ? left : team;
  return [
    { op: 'put', table: 'customers', row: { id: customer, name: isLeft ? 'secretcanary' : 'Kept', company: null, city: null, language: 'ru', since: begun, facts: [], version: 1, timezone: null, segments: [], changes: 0, mergedInto: null } },
    { op: 'put', table: 'cases', row: { id: owner, number: 1, customer, team: place, topic: text, state: { status: 'open' }, owner: null, previous: null, openedAt: begun, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 1 } },
    { op: 'put', table: 'conversations', row: { ...shop.row, id: talk, case: owner, customer, team: place, preview: text } },
    ...Array.from({ length: 4 }, (): RowChange => ({
      op: 'put',
      table: 'messages',
      row: { id: id('message', randomUUID()), conversation: talk, team: place, at: begun, part: { kind: 'inbound', author: customer, authorName: 'x' }, text, html: null, attachments: [], version: 1 },
    })),
  ];
}

test('of a team that was left no byte stays in the copy, and what stayed is found by its words', async () => {
  const place = await openKept(freshFolder('left'));
  const at = { ...standing(10), scopes: [...standing(10).scopes, teamScope(left)] };
  for (let batch = 0; batch < 8; batch += 1) await place.picture.apply(Array.from({ length: 100 }, (_, number) => conversation(number % 2 === 0)).flat(), at);
  await place.picture.leave([teamScope(left)], standing(10));
  const bytes = readdirSync(place.folder).filter((name) => name.startsWith('cache.db')).map((name) => readFileSync(join(place.folder, name), 'latin1')).join('\n');
  // Words of an index stand there without what they share with the word before.
  expect([/ecretcanar/.test(bytes), bytes.includes(left), bytes.includes('kept')]).toEqual([false, false, true]);
  const search = (words: string) => place.picture.read((db) => listConversations(db, { view: 'all', search: words, limit: 500, person: anna, now: 0 }));
  expect([(await search('kept')).length, (await search('secretcanary')).length]).toEqual([400, 0]);
  const texts = async (words: string) => (await place.picture.read((db) => findInCopy(db, readQuery(words, 0), { person: anna, beginOf: () => 0, limit: 10 }))).messages.length;
  expect([await texts('kept'), await texts('secretcanary')]).toEqual([10, 0]);
  await place.picture.close();
});

test.each(['words', 'title_words'])('words of somebody who left stayed in the copy where their index, %s, was being made one piece meanwhile', async (sqlIndex) => {
  const folder = freshFolder('merging');
  const { file } = await openCache(join(folder, 'cache.db'), anna);
  const written = (number: number): string => [...Array.from({ length: 12 }, (_, place) => `w${((number * 31 + place * 977) % 50_021).toString(36)}`), ...(number === 500 ? ['aacanary'] : [])].join(' ');
  for (let batch = 0; batch < 8; batch += 1) {
    const rows = Array.from({ length: 500 }, (_, place) => [batch * 500 + place, written(batch * 500 + place)]);
    await file.write((tx) => run(tx, { sql: `insert into ${sqlIndex} (rowid, "title") select "value" ->> '$[0]', "value" ->> '$[1]' from json_each(?)`, bindings: [JSON.stringify(rows)] }));
  }
  await file.write((tx) => run(tx, { sql: `insert into ${sqlIndex} (${sqlIndex}, "rank") values ('merge', -20)`, bindings: [] }));
  await file.write((tx) => run(tx, { sql: `delete from ${sqlIndex} where rowid = 500`, bindings: [] }));
  await file.write(rebuildWords);
  await file.copyInto(join(folder, 'clean.db'));
  await file.close();
  expect(readFileSync(join(folder, 'clean.db')).includes('canary')).toBe(false);
});
