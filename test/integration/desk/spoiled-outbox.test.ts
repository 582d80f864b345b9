import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningServer } from '#server/start-server';
import knex, { type Knex } from 'knex';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { password, signIn, TestDesk } from '../../support/central-server';
import { arrive } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from './seat';

let served: ServedCompany;
let server: RunningServer;
const seats: Seat[] = [];

beforeAll(async () => {
  served = await openServedCompany();
  ({ server } = served);
});
afterEach(async () => {
  for (const seat of seats.splice(0)) await seat.leave();
});
afterAll(() => served.stop());

const queue = { name: 'list', input: { view: 'queue', search: '', limit: 50 } } as const;
const newCase = (): Promise<{ readonly id: `con_${string}` }> => arrive(server.services.exchange.commit, { tenant: served.company.tenant, team: served.company.support });

async function seated(): Promise<Seat> {
  const { email } = await served.newAgent();
  const seat = new Seat({ server: server.url, signIn: `${email}:${password}` });
  seats.push(seat);
  await seat.online();
  return seat;
}

/** Another program, or another version of this one, wrote into the outbox while the desk was closed. */
async function again(seat: Seat, spoil: (outbox: Knex) => Promise<unknown>): Promise<Seat> {
  await seat.leave();
  seats.splice(seats.indexOf(seat), 1);
  const file = readdirSync(seat.home, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('outbox.db'));
  const outbox = knex({ client: 'sqlite3', connection: { filename: join(seat.home, String(file)) }, useNullAsDefault: true });
  await spoil(outbox);
  await outbox.destroy();
  const back = new Seat({ server: server.url, signIn: null, home: seat.home, sealed: seat.sealed, isAtWork: true });
  seats.push(back);
  return back;
}

const noteOf = (conversation: string, text: string): string => JSON.stringify({ name: 'note.add', args: { message: `msg_${crypto.randomUUID()}`, conversation, text } });

test('an intent that cannot be read is told, kept aside and refused; what was written after it arrives', async () => {
  const first = await seated();
  const { id: conversation } = await newCase();
  await first.until(queue, ({ rows }) => rows.some((row) => row.conversation.id === conversation));
  const seat = await again(first, async (outbox) => {
    for (const intent of ['{"name":"message.dance","args":{"text":"of tomorrow"}}', 'not even JSON', noteOf(conversation, 'behind the unreadable')]) await outbox('pending').insert({ at: Date.now(), intent });
  });
  await seat.until({ name: 'notices', input: {} }, (notices) => notices.some(({ code }) => code === 'outbox.setAside'));
  await seat.online();
  expect(await server.services.db('messages').where({ conversation, text: 'behind the unreadable' }).pluck('text')).toHaveLength(1);
  expect(await server.services.db('refusals').where({ code: 'mutation.failed' }).pluck('name')).toEqual(['unknown', 'unknown']);
  const left: unknown[] = [];
  const last = await again(seat, async (outbox) => left.push(await outbox('set_aside').orderBy('one').pluck('intent'), await outbox('pending').pluck('id')));
  expect(left).toEqual([['{"name":"message.dance","args":{"text":"of tomorrow"}}', 'not even JSON'], []]);
  await last.online();
});

test.each([
  ['is another person’s', async () => (await TestDesk.live(server.url, await signIn(server.url, (await served.newAgent()).email))).client],
  ['no server would take', async () => 'cli_!'],
  ['is no name at all', async () => 'noise'],
])('a desk whose name %s takes a new one, and sends what waits once', async (_what, nameOf) => {
  const first = await seated();
  const { id: conversation } = await newCase();
  const name = await nameOf();
  const seat = await again(first, async (outbox) => {
    await outbox('client').update({ id: name, registered: 0 });
    await outbox('pending').insert({ at: Date.now(), intent: noteOf(conversation, 'under a new name') });
  });
  await seat.until({ name: 'session', input: {} }, ({ state }) => state === 'signedIn');
  await expect.poll(() => server.services.db('messages').where({ conversation, text: 'under a new name' }).pluck('text')).toHaveLength(1);
  await seat.online();
});
