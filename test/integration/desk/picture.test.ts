import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConversation } from '#db/cache/conversation';
import { openCache } from '#db/cache/open';
import { readById } from '#db/cache/read-rows';
import { openSqlite, run } from '#db/cache/sqlite';
import { id, type MessageId } from '#kernel/id';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { freshFolder } from './fresh-folder';
import { anna, conversationOf, standing, keptCompany, openKept, begun, type Kept } from './small-company';

const mine = conversationOf(0);
const opened: Kept[] = [];

async function kept(): Promise<Kept> {
  const made = await keptCompany(freshFolder('place'));
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

afterEach(async () => {
  for (const one of opened.splice(0)) await one.picture.close();
});

const answer = (text: string, name = text === 'Едет' ? 'coming' : text): { name: 'message.send'; args: { message: MessageId; conversation: typeof mine; text: string } } => ({
  name: 'message.send',
  args: { message: id('message', name), conversation: mine, text },
});

const texts = async ({ picture }: Kept): Promise<readonly string[]> =>
  (await picture.read((db) => readConversation(db, mine, { limit: 50 })))?.messages.filter(({ part }) => part.kind === 'outbound').map(({ text }) => text) ?? [];

describe('what the person does is seen at once and outlives the app', () => {
  test('an answer is in the outbox and in the conversation before it is acknowledged', async () => {
    const place = await kept();
    const outcome = await place.picture.mutate(answer('Едет'), begun);
    expect(outcome).toMatchObject({ ok: true, value: { id: 1 } });
    expect(place.outbox.pending.map(({ intent }) => intent.args)).toMatchObject([{ text: 'Едет' }]);
    expect(await texts(place)).toEqual(['Едет']);
    expect((await place.picture.read((db) => readConversation(db, mine, { limit: 50 })))?.unconfirmed).toEqual(new Set([id('message', 'coming')]));
  });

  test('after a restart the answer still waits and is still seen', async () => {
    const place = await kept();
    await place.picture.mutate(answer('Едет'), begun);
    const again = await reopened(place);
    expect(again.outbox.pending).toHaveLength(1);
    expect(await texts(again)).toEqual(['Едет']);
  });

  test('what a rule refuses leaves no trace', async () => {
    const place = await kept();
    const refused = await place.picture.mutate({ ...answer('Едет'), args: { ...answer('Едет').args, conversation: conversationOf(2) } }, begun);
    expect(refused).toEqual({ ok: false, code: 'conversation.notYours' });
    expect(place.outbox.pending).toEqual([]);
  });

  test('numbers of mutations are not used twice, also after the outbox was emptied and reopened', async () => {
    const place = await kept();
    await place.picture.mutate(answer('one'), begun);
    await place.picture.apply([{ op: 'put', table: 'clients', row: { id: place.outbox.client.id, lastMutation: 1, version: 1 } }], standing(11));
    expect(place.outbox.pending).toEqual([]);
    const again = await reopened(place);
    expect(await again.picture.mutate(answer('two'), begun)).toMatchObject({ ok: true, value: { id: 2 } });
  });
});

describe('the server has the last word', () => {
  test('a refused answer disappears, the one behind it stays, and the person is told', async () => {
    const place = await kept();
    const before = await place.picture.read((db) => readById(db, 'conversations', mine));
    await place.picture.mutate(answer('one'), begun);
    await place.picture.mutate({ name: 'note.add', args: { message: id('message', 'note'), conversation: mine, text: 'two' } }, begun + 1);
    const client = place.outbox.client.id;
    await place.picture.apply(
      [
        { op: 'put', table: 'refusals', row: { id: `${client}.1`, client, mutation: 1, name: 'message.send', code: 'conversation.notYours', version: 1 } },
        { op: 'put', table: 'clients', row: { id: client, lastMutation: 1, version: 2 } },
      ],
      standing(12),
    );
    expect(await texts(place)).toEqual([]);
    expect(place.outbox.pending.map(({ id: number }) => number)).toEqual([2]);
    expect(await place.picture.read((db) => readById(db, 'messages', id('message', 'note')))).toMatchObject({ text: 'two' });
    expect(await place.picture.read((db) => readById(db, 'conversations', mine))).toEqual(before);
    expect(await place.outbox.notices()).toMatchObject([{ code: 'conversation.notYours', about: 'message.send', conversation: mine }]);
  });

  test('a note about a customer that is refused goes from the card, and its words stay with the person until they close them', async () => {
    const place = await kept();
    const customer = id('customer', 'u1');
    const client = place.outbox.client.id;
    for (const [mutation, code] of [[1, 'customer.absent'], [2, 'access.denied']] as const) {
      const note = id('customerNote', `${mutation}`);
      expect(await place.picture.mutate({ name: 'customerNote.add', args: { customer, note, text: 'Не звонить до 11', pinned: true } }, begun)).toMatchObject({ ok: true });
      await place.picture.apply(
        [
          { op: 'put', table: 'refusals', row: { id: `${client}.${mutation}`, client, mutation, name: 'customerNote.add', code, version: mutation } },
          { op: 'put', table: 'clients', row: { id: client, lastMutation: mutation, version: mutation + 10 } },
        ],
        standing(11 + mutation),
      );
      expect(await place.picture.read((db) => readById(db, 'customer_notes', note))).toBeNull();
    }
    // Words that nobody may see any more are not kept.
    expect((await place.outbox.notices()).map(({ code, text }) => [code, text])).toEqual(expect.arrayContaining([['customer.absent', 'Не звонить до 11'], ['access.denied', null]]));
    const again = await reopened(place);
    expect((await again.outbox.notices()).map(({ text }) => text)).toContain('Не звонить до 11');
  });

  test('a change of the server comes under what still waits, and shows when that is gone', async () => {
    const place = await kept();
    const row = await place.picture.read((db) => readById(db, 'conversations', mine));
    if (row === null) throw new Error('the conversation is not there');
    await place.picture.mutate(answer('Едет'), begun + 5);
    await place.picture.apply([{ op: 'put', table: 'conversations', row: { ...row, preview: 'Ну где же?', version: 2 } }], standing(11));
    expect(await place.picture.read((db) => readById(db, 'conversations', mine))).toMatchObject({ preview: 'Едет', version: 2 });
  });

  test('an older version of a row that comes late loses', async () => {
    const place = await kept();
    const row = await place.picture.read((db) => readById(db, 'conversations', mine));
    if (row === null) throw new Error('the conversation is not there');
    await place.picture.apply([{ op: 'put', table: 'conversations', row: { ...row, preview: 'new', version: 3 } }], standing(11));
    await place.picture.apply([{ op: 'put', table: 'conversations', row: { ...row, preview: 'old', version: 2 } }], standing(12));
    expect(await place.picture.read((db) => readById(db, 'conversations', mine))).toMatchObject({ preview: 'new' });
  });
});

describe('a copy that cannot be used is moved aside, and the outbox is not touched', () => {
  const damage: Record<string, (file: string) => Promise<void> | void> = {
    'noise from the first byte': (file) => writeFileSync(file, Buffer.alloc(8192, 'noise')),
    'noise in the middle': (file) => {
      const bytes = readFileSync(file);
      bytes.fill(0xa5, Math.min(4096, bytes.length - 1), Math.min(60_000, bytes.length));
      writeFileSync(file, bytes);
    },
    'a file from the future': async (file) => {
      const { file: opened } = await openCache(file, anna);
      await opened.write((tx) => run(tx, { sql: 'insert into migrations ("version", "name") values (?, ?)', bindings: [9999, 'future'] }));
      await opened.close();
    },
    'a copy of another person': async (file) => {
      const { file: opened } = await openCache(file, anna);
      await opened.write((tx) => run(tx, { sql: 'update copy set "person" = ?', bindings: ['per_somebody'] }));
      await opened.close();
    },
  };
  for (const [what, spoil] of Object.entries(damage)) {
    test(what, async () => {
      const place = await kept();
      await place.picture.mutate(answer('Едет'), begun);
      await place.picture.rest();
      await place.picture.close();
      opened.splice(opened.indexOf(place), 1);
      await spoil(join(place.folder, 'cache.db'));
      const again = await openKept(place.folder);
      opened.push(again);
      expect(again.rebuilt).toBe(true);
      expect(again.outbox.pending.map(({ intent }) => intent.args)).toMatchObject([{ text: 'Едет' }]);
      expect(await again.picture.read((db) => readConversation(db, mine, { limit: 10 }))).toBeNull();
    });
  }

  test('a snapshot takes the place of the copy, with what waits on top of it', async () => {
    const place = await kept();
    await place.picture.mutate(answer('Едет'), begun);
    const source = await keptCompany(freshFolder('source'), { conversations: 1, messagesEach: 1 });
    const row = await source.picture.read((db) => readById(db, 'conversations', mine));
    const caseRow = await source.picture.read((db) => readById(db, 'cases', id('case', 'k0')));
    await source.picture.close();
    if (row === null || caseRow === null) throw new Error('the source is empty');
    const beside = await place.picture.beside();
    const { writeRows } = await import('#db/cache/write-rows');
    await beside.write((tx) => writeRows(tx, [{ op: 'put', table: 'cases', row: caseRow }, { op: 'put', table: 'conversations', row }]));
    await place.picture.replace(beside, standing(3, 'second'));
    expect(await texts(place)).toEqual(['Едет']);
    expect(await place.picture.read((db) => readById(db, 'teams', id('team', 'support')))).toBeNull();
    const again = await reopened(place);
    expect(await texts(again)).toEqual(['Едет']);
  });
});

test('an empty folder opens as an empty place', async () => {
  const place = await openKept(freshFolder('empty'));
  opened.push(place);
  expect(place.outbox.pending).toEqual([]);
});

describe('the numbers of mutations', () => {
  test('do not go to the client that gave them up: what is learned of that one later changes nothing', async () => {
    const place = await kept();
    const before = place.outbox.client;
    await place.picture.mutate(answer('Едет'), begun);
    await place.outbox.discard();
    await place.outbox.saveClient({ ...before, clockOffset: 500 });
    await place.picture.close();
    opened.splice(opened.indexOf(place), 1);
    const again = await openKept(place.folder);
    opened.push(again);
    expect(again.outbox.client.id).not.toBe(before.id);
    expect(again.outbox.pending).toEqual([]);
  });

  test('tell whether server and outbox know the same past', async () => {
    const place = await kept();
    const { outbox } = place;
    expect([outbox.continues(0), outbox.continues(1)]).toEqual([true, false]);
    await place.picture.mutate(answer('one'), begun);
    await place.picture.mutate(answer('two'), begun);
    expect([0, 1, 2, 3].map((number) => outbox.continues(number))).toEqual([true, true, true, false]);
    await outbox.retire({ client: outbox.client.id, upTo: 1 }, { notices: [], texts: [], files: [], again: [] });
    expect([0, 1, 2, 3].map((number) => outbox.continues(number))).toEqual([false, true, true, false]);
    await outbox.becomeNewClient();
    expect(outbox.pending.map(({ id }) => id)).toEqual([1]);
    expect([outbox.continues(0), outbox.continues(2)]).toEqual([true, false]);
  });

  test('do not go on by numbers that a restore took back while the disk had no space to forget them', async () => {
    const place = await kept();
    const { outbox } = place;
    await place.picture.mutate(answer('one'), begun);
    await place.picture.mutate(answer('two'), begun);
    const beside = await openSqlite(join(place.folder, 'outbox.db'), 'full', async () => undefined);
    await beside.alone({ sql: `create trigger no_space before delete on pending begin select raise(abort, 'no space'); end`, bindings: [] });
    await expect(outbox.retire({ client: outbox.client.id, upTo: 2 }, { notices: [], texts: [], files: [], again: [] })).rejects.toThrow('no space');
    expect([0, 1, 2].map((number) => outbox.continues(number))).toEqual([false, false, true]);
    await beside.alone({ sql: 'drop trigger no_space', bindings: [] });
    await beside.close();
    await outbox.becomeNewClient();
    expect([outbox.pending.map(({ id }) => id), outbox.continues(0)]).toEqual([[1, 2], true]);
  });
});

test('an answer that a full disk kept in the outbox although the server has it leaves at rest, when there is space', async () => {
  const place = await kept();
  await place.picture.mutate(answer('Едет'), begun);
  const full = Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
  vi.spyOn(place.outbox, 'retire').mockRejectedValueOnce(full);
  await place.picture.apply([{ op: 'put', table: 'clients', row: { id: place.outbox.client.id, lastMutation: 1, version: 1 } }], standing(2));
  expect(place.outbox.pending).toHaveLength(1);
  await place.picture.rest();
  expect(place.outbox.pending).toEqual([]);
});
