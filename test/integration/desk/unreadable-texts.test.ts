import { join } from 'node:path';
import { Outbox } from '#desk/replica/outbox';
import knex from 'knex';
import { test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { conversationOf } from './small-company';

const mine = conversationOf(0);

test.each([
  ['drafts', { conversation: mine, mode: 'telegram', text: 'typed', at: 1 }],
  ['returned', { id: 'x', conversation: mine, mode: 'telegram', text: 'typed', at: 1 }],
  ['draft_files', { conversation: mine, hash: 'no hash', name: 'a', size: 1, type: 'a' }],
])('a row of %s that cannot be read keeps nobody from their place', async (table, row) => {
  const path = join(freshFolder('outbox'), 'outbox.db');
  const first = await Outbox.open(path);
  await first.outbox.close();
  const db = knex({ client: 'sqlite3', connection: { filename: path }, useNullAsDefault: true });
  await db(table).insert(row);
  await db.destroy();
  const again = await Outbox.open(path);
  await again.outbox.close();
});
