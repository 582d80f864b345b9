import { readConversation } from '#db/cache/conversation';
import { atOnce, type Hold } from '#db/cache/held';
import { run } from '#db/cache/sqlite';
import type { Intent } from '#domain/mutators';
import { id } from '#kernel/id';
import { day } from '#kernel/instant';
import { afterEach, describe, expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { begun, conversationOf, keptCompany, openKept, type Kept } from './small-company';

const conversation = conversationOf(0);
const answer: Intent = { name: 'message.send', args: { conversation, message: id('message', 'coming'), text: 'Едет' } };
const tagged: Intent = { name: 'case.tag', args: { conversation, event: id('message', 'tagged'), add: ['доставка'], remove: [] } };
const closed: Intent = { name: 'case.resolve', args: { conversation, event: id('message', 'closed') } };
const draft = { conversation, mode: 'reply', text: 'Едет', mail: null, team: null, seen: null } as const;

const opened: Kept[] = [];

async function kept(): Promise<Kept> {
  const made = await keptCompany(freshFolder('act'));
  opened.push(made);
  return made;
}

async function reopened(before: Kept): Promise<Kept> {
  await before.picture.close();
  opened.splice(opened.indexOf(before), 1);
  const again = await openKept(before.folder);
  opened.push(again);
  return again;
}

/** What is written last of the act cannot be written: as if the program died before it. */
async function dyingBeforeTheLast({ outbox: { file } }: Kept): Promise<void> {
  for (const table of ['pending', 'held']) {
    await file.write((tx) => run(tx, { sql: `create trigger dies_${table} before insert on ${table} when new."intent" like '%case.resolve%' begin select raise(abort, 'dies'); end`, bindings: [] }));
  }
}

afterEach(async () => {
  for (const one of opened.splice(0)) await one.picture.close();
});

const ways: readonly (readonly [string, Hold])[] = [['with numbers', atOnce], ['with seconds to take it back', { until: begun, act: 'one' }]];

describe.each(ways)('an answer and what is done with it, %s', (_way, hold) => {
  const wish = { hold, from: 'reply', along: [tagged, closed] } as const;

  test('a program that died between an answer and the closing that came along left the answer without its closing: nothing of it is there, and its words are in the draft', async () => {
    const place = await kept();
    await place.outbox.saveDraft(draft, []);
    await dyingBeforeTheLast(place);
    await place.picture.mutate(answer, begun, wish).catch(() => null);
    const again = await reopened(place);
    expect(again.outbox.pending).toEqual([]);
    expect(again.outbox.drafts(conversation)).toMatchObject([{ text: 'Едет' }]);
  });

  test('all of it is there after a start, in its order', async () => {
    const place = await kept();
    await place.outbox.saveDraft(draft, []);
    expect(await place.picture.mutate(answer, begun, wish)).toMatchObject({ ok: true });
    const again = await reopened(place);
    expect(again.outbox.pending.map(({ intent }) => intent)).toEqual([answer, tagged, closed]);
    expect(new Set(again.outbox.held.map(({ act }) => act))).toEqual(new Set(hold.act === null ? [] : ['one']));
    expect(again.outbox.drafts(conversation)).toEqual([]);
  });

  test('the line of what was done with an answer stood above the answer, since both were of one moment', async () => {
    const place = await kept();
    expect(await place.picture.mutate(answer, begun + day, wish)).toMatchObject({ ok: true });
    const shown = await place.picture.read((db) => readConversation(db, conversation, { limit: 50 }));
    expect(shown?.messages.slice(-3).map(({ id: line }) => line)).toEqual(['msg_coming', 'msg_tagged', 'msg_closed']);
  });

  test('what the rules do not let of what came along is left out and named, and the rest leaves', async () => {
    const place = await kept();
    const left: string[] = [];
    expect(await place.picture.mutate(answer, begun, { ...wish, along: [closed, closed, tagged], left: (code) => left.push(code) })).toMatchObject({ ok: true });
    expect(left).toEqual(['mutation.failed']);
    expect(place.outbox.pending.map(({ intent }) => intent)).toEqual([answer, closed, tagged]);
  });
});
