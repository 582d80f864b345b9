import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Copy } from '#desk/replica/copy';
import { Outbox } from '#desk/replica/outbox';
import { Picture } from '#desk/replica/picture';
import { id } from '#kernel/id';
import knex from 'knex';
import { expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { actor, anna, begun, company, conversationOf, standing } from './small-company';

const mine = conversationOf(0);
const note = (text: string) => ({ name: 'note.add', args: { message: id('message', randomUUID()), conversation: mine, text } }) as const;

test('what an earlier client was confirmed retires nothing of the client that has just taken its place', async () => {
  const folder = freshFolder('place');
  const { outbox } = await Outbox.open(join(folder, 'outbox.db'));
  const { copy } = await Copy.open(join(folder, 'cache.db'), anna);
  const picture = new Picture(copy, outbox, { actor: () => actor, seen: () => undefined });
  await picture.open();
  await picture.apply(company({ conversations: 4, messagesEach: 1 }), standing(1));
  for (const text of ['one', 'two', 'three']) await picture.mutate(note(text), begun);
  await picture.apply([{ op: 'put', table: 'clients', row: { id: outbox.client.id, lastMutation: 3, version: 2 } }], standing(2));
  for (const text of ['four', 'five']) await picture.mutate(note(text), begun);
  // The server was put back to an earlier day: the driver begins a new client while the place rests.
  const read = copy.read.bind(copy);
  copy.read = async (work) => {
    const value = await read(work);
    if (value === 3) await outbox.becomeNewClient();
    return value;
  };
  await picture.rest();
  expect(outbox.pending.map(({ intent }) => ('text' in intent.args ? intent.args.text : ''))).toEqual(['four', 'five']);
  await picture.close();
});

test('what the person discards is not sent, also where its files came to the server at that moment', async () => {
  const { outbox } = await Outbox.open(join(freshFolder('outbox'), 'outbox.db'));
  const file = { hash: 'a'.repeat(64), name: 'a.txt', size: 1, type: 'text/plain' };
  await outbox.add(begun, { name: 'message.send', args: { message: id('message', randomUUID()), conversation: mine, text: 'discarded', attachments: [file] } });
  const { held } = outbox;
  await Promise.all([outbox.discard(), outbox.release(held)]);
  expect([outbox.numbers, outbox.pending]).toEqual([[], []]);
  await outbox.close();
});

test('an intent that cannot be read is kept aside also where the name of the client cannot be read', async () => {
  const path = join(freshFolder('outbox'), 'outbox.db');
  const first = await Outbox.open(path);
  await first.outbox.close();
  const db = knex({ client: 'sqlite3', connection: { filename: path }, useNullAsDefault: true });
  await db('client').update({ id: 'noise' });
  await db('pending').insert({ at: begun, intent: '{"name":"message.dance","args":{"text":"of tomorrow"}}' });
  await db.destroy();
  const again = await Outbox.open(path);
  await again.outbox.close();
  const after = knex({ client: 'sqlite3', connection: { filename: path }, useNullAsDefault: true });
  const aside: unknown = await after('set_aside').pluck('intent');
  await after.destroy();
  expect(aside).toEqual(['{"name":"message.dance","args":{"text":"of tomorrow"}}']);
});
