import { countConversations, listConversations } from '#db/cache/list';
import { readConversation } from '#db/cache/conversation';
import { readCustomer } from '#db/cache/customer';
import { isWhole, readGap } from '#db/cache/past';
import { readById } from '#db/cache/read-rows';
import { writeRows } from '#db/cache/write-rows';
import type { Received } from '#desk/replica/visit';
import type { RowChange } from '#domain/tables';
import { id } from '#kernel/id';
import { day } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import { afterEach, describe, expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { anna, begun, company, conversationOf, standing, keptCompany, type Kept } from './small-company';

const opened: Kept[] = [];

async function kept(): Promise<Kept> {
  const made = await keptCompany(freshFolder('past'));
  opened.push(made);
  return made;
}

afterEach(async () => {
  for (const one of opened.splice(0)) await one.picture.close();
});

/** The finished conversation number 7 with its case and messages, which the copy of four conversations lacks. */
const guest = conversationOf(7);
const named = new Set<string>([guest, id('case', 'k7'), id('customer', 'u7')]);
const guestRows = company({ conversations: 8, messagesEach: 2 }).filter((change) => change.op === 'put' && (named.has(change.row.id) || (change.table === 'messages' && change.row.conversation === guest)));

const arriving = (changes: readonly RowChange[]): Received => ({ changes, whole: guest, stubs: null });
const number7 = (place: Kept) => place.picture.read((db) => readConversation(db, guest, { limit: 50 }));

describe('rows of the past', () => {
  test('are taken in with what is known of their wholeness, and stay through what the server sends', async () => {
    const place = await kept();
    expect(await place.picture.read((db) => readGap(db, guest))).toEqual({ missing: 'all' });
    expect(await place.picture.receive(async () => done(arriving(guestRows)))).toEqual(done(null));
    await place.picture.apply(company({ conversations: 1, messagesEach: 3 }), standing(11));
    expect((await number7(place))?.messages).toHaveLength(2);
    expect(await place.picture.read((db) => readGap(db, guest))).toEqual({ missing: 'nothing' });
  });

  test('do not move the position, and leave nothing when the server refuses', async () => {
    const place = await kept();
    await place.picture.receive(async () => done(arriving(guestRows)));
    expect(await place.picture.receive(async () => refused('network.offline'))).toEqual(refused('network.offline'));
    const again = await place.picture.open();
    expect(again).toEqual(standing(10));
  });

  test('give way to newer rows of the stream, whichever comes first', async () => {
    const place = await kept();
    const row = guestRows.find((change) => change.op === 'put' && change.table === 'conversations');
    if (row?.op !== 'put' || row.table !== 'conversations') throw new Error('no conversation');
    const newer: RowChange = { op: 'put', table: 'conversations', row: { ...row.row, preview: 'newer', version: 2 } };
    await place.picture.apply([newer], standing(11));
    await place.picture.receive(async () => done(arriving(guestRows)));
    expect((await number7(place))?.conversation.preview).toBe('newer');
    await place.picture.apply([{ ...newer, row: { ...newer.row, preview: 'newest', version: 3 } }], standing(12));
    expect((await number7(place))?.conversation.preview).toBe('newest');
  });

  test('that the stream took away while they were on their way do not come back', async () => {
    const place = await kept();
    await place.picture.receive(async () => {
      await place.picture.apply([{ op: 'remove', table: 'conversations', id: guest }], standing(11));
      return done(arriving(guestRows));
    });
    expect(await number7(place)).toBeNull();
  });

  test('that were asked for one copy do not enter the next', async () => {
    const place = await kept();
    await place.picture.receive(async () => {
      const beside = await place.picture.beside();
      await beside.write((tx) => writeRows(tx, company({ conversations: 1, messagesEach: 1 })));
      await place.picture.replace(beside, standing(20));
      return done(arriving(guestRows));
    });
    expect([await number7(place), await place.picture.read((db) => isWhole(db, guest))]).toEqual([null, false]);
  });

  test('of a note that waits keep it on top', async () => {
    const place = await kept();
    await place.picture.receive(async () => done(arriving(guestRows)));
    await place.picture.mutate({ name: 'note.add', args: { message: id('message', 'note'), conversation: guest, text: 'позвонить' } }, begun);
    await place.picture.receive(async () => done(arriving(guestRows)));
    expect((await number7(place))?.messages.map(({ text }) => text)).toContain('позвонить');
  });
});

test('a conversation whose case is not here counts as nobody’s work', async () => {
  const place = await kept();
  const counts = await place.picture.read((db) => countConversations(db, { person: anna, now: 0 }));
  await place.picture.apply(guestRows.filter(({ table }) => table === 'conversations'), standing(11));
  expect(await place.picture.read((db) => countConversations(db, { person: anna, now: 0 }))).toEqual(counts);
  await place.picture.apply(guestRows.map((change): RowChange => (change.op === 'put' && change.table === 'cases' ? { ...change, row: { ...change.row, state: { status: 'open' } } } : change)), standing(12));
  const listed = await place.picture.read((db) => listConversations(db, { view: 'all', search: '', limit: 50, person: anna, now: 0 }));
  expect(listed.map(({ conversation }) => conversation.id)).toContain(guest);
});

test('a copy that holds only the end of a conversation says from where the rest is missing', async () => {
  const place = await kept();
  const row = await place.picture.read((db) => readById(db, 'conversations', conversationOf(0)));
  if (row === null) throw new Error('no conversation');
  await place.picture.apply([{ op: 'put', table: 'conversations', row: { ...row, openedAt: row.openedAt - 100 * day, version: 2 } }], standing(11));
  expect(await place.picture.read((db) => readGap(db, conversationOf(0)))).toEqual({ missing: 'before', edge: { at: begun, id: id('message', 'c0m0') } });
  expect(await place.picture.read((db) => readCustomer(db, id('customer', 'u0')))).toMatchObject({ whole: false });
});
