import { join } from 'node:path';
import { arrivalStatement } from '#db/cache/arrival';
import { openCache } from '#db/cache/open';
import { readPosition } from '#db/cache/position';
import { query, type Reader, type SqliteFile } from '#db/cache/sqlite';
import { readByKeys } from '#db/cache/told-rows';
import type { Put } from '#domain/tables';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { anna, company, conversationOf, standing } from './small-company';

let file: SqliteFile;

beforeEach(async () => {
  ({ file } = await openCache(join(freshFolder('one-statement'), 'cache.db'), anna));
});

afterEach(() => file.close());

const puts = company({ conversations: 3, messagesEach: 2 }).filter((change): change is Put => change.op === 'put');

async function arrive(rows: readonly Put[], cursor: number): Promise<void> {
  const statement = arrivalStatement(anna, { puts: rows, position: standing(cursor) });
  if (statement === null) throw new Error('more than one statement');
  await file.write((tx) => tx.last(statement));
}

const counted = async (db: Reader): Promise<unknown> => (await query(db, { sql: 'select count(*) as "messages" from messages', bindings: [] }))[0];

test('what arrives is written with its position, and a conversation is read with its case', async () => {
  await arrive(puts, 7);
  expect(await readPosition(file.read)).toEqual(standing(7));
  const read = await readByKeys(file.read, [{ table: 'conversations', id: conversationOf(1) }, { table: 'messages', id: 'nothing' }]);
  expect(read.map(({ table, row }) => [table, row.id])).toEqual([['conversations', conversationOf(1)], ['cases', 'cas_k1']]);
});

test('of what arrives with a row that the file does not take, nothing is written', async () => {
  await arrive(puts.slice(0, 4), 7);
  const [message] = puts.filter((put) => put.table === 'messages');
  // checked: broken on purpose, as only a bug could break it
  const broken = { ...message, row: { ...message?.row, conversation: null } } as unknown as Put;
  await expect(arrive([...puts, broken], 8)).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT' });
  expect([await readPosition(file.read), await counted(file.read)]).toEqual([standing(7), { messages: 0 }]);
});

test('an older row does not take the place of a newer one', async () => {
  const newer = puts.map((put): Put => (put.table === 'teams' ? { ...put, row: { ...put.row, version: 5, name: 'Newer' } } : put));
  await arrive(newer, 7);
  await arrive(puts, 8);
  expect(await query(file.read, { sql: 'select "name" from teams', bindings: [] })).toEqual([{ name: 'Newer' }]);
});

test('a transaction that fails after it wrote leaves nothing, and the next one begins', async () => {
  const work = file.write(async (tx) => {
    await query(tx, { sql: 'insert into whole ("id") values (?)', bindings: ['some'] });
    throw new Error('the work failed');
  });
  await expect(work).rejects.toThrow('the work failed');
  await arrive(puts, 9);
  expect(await query(file.read, { sql: 'select "id" from whole', bindings: [] })).toEqual([]);
});

test('the last statement of a transaction is the last', async () => {
  const work = file.write(async (tx) => {
    await tx.last({ sql: 'insert into whole ("id") values (?)', bindings: ['some'] });
    await query(tx, { sql: 'delete from whole', bindings: [] });
  });
  await expect(work).rejects.toThrow('after the last one');
});

test('more texts than stay prepared do not keep a file from closing', async () => {
  for (let text = 0; text < 250; text += 1) expect(await query(file.read, { sql: `select ? as "text${text}"`, bindings: [text] })).toEqual([{ [`text${text}`]: text }]);
});
