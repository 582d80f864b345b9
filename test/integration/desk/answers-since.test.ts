import { readAnswersSince } from '#db/cache/answers';
import type { MessagePart } from '#domain/conversation/message';
import type { RowChange } from '#domain/tables';
import { id } from '#kernel/id';
import { minute } from '#kernel/instant';
import { afterEach, expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { anna, begun, conversationOf, keptCompany, standing, team, type Kept } from './small-company';

const talk = conversationOf(0);
let kept: Kept | null = null;

afterEach(() => kept?.picture.close());

/** A message of the conversation, so many minutes after its first ones. */
function said(name: string, after: number, part: MessagePart): RowChange {
  return { op: 'put', table: 'messages', row: { id: id('message', name), conversation: talk, team, at: begun + after * minute, html: null, attachments: [], version: 2, part, text: name } };
}

const answer = { kind: 'outbound', author: id('person', 'boris'), delivery: { state: 'sent', at: begun } } as const satisfies MessagePart;
const asked: MessagePart = { kind: 'inbound', author: id('customer', 'u0'), authorName: 'Пётр' };

/** Answers one to four, each with more of the customer's behind it than a page holds; besides a note, and what went on to somebody else. */
async function told(): Promise<Kept> {
  const made = await keptCompany(freshFolder('answers-since'));
  kept = made;
  const answers = ['one', 'two', 'three', 'four'].flatMap((name, turn) => [said(name, 10 * turn, answer), ...Array.from({ length: 60 }, (_one, place) => said(`${name}-${place}`, 10 * turn + 1, asked))]);
  const others = [said('note', 15, { kind: 'note', author: anna }), said('sent on', 16, { ...answer, forwards: id('message', 'c0m0') })];
  await made.picture.apply([...answers, ...others], standing(11));
  return made;
}

test('whoever began to write before several answers hears of each of them, however many messages lie between', async () => {
  const { picture } = await told();
  const since = async (known: string | null, most = 20) => {
    const found = await picture.read((db) => readAnswersSince(db, { conversation: talk, known: known === null ? null : id('message', known), most }));
    return found === null ? null : { texts: found.answers.map(({ text }) => text), before: found.before };
  };
  expect(await since('one')).toEqual({ texts: ['two', 'three', 'four'], before: 0 });
  expect(await since(null)).toEqual({ texts: ['one', 'two', 'three', 'four'], before: 0 });
  expect(await since('one', 2)).toEqual({ texts: ['three', 'four'], before: 1 });
  expect(await since('two', 2)).toEqual({ texts: ['three', 'four'], before: 0 });
  expect(await since('four')).toEqual({ texts: [], before: 0 });
  expect(await since('elsewhere')).toBeNull();
});
