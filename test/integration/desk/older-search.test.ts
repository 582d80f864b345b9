import type { RunningServer } from '#server/start-server';
import { readSome } from '#server/search/reading';
import { countUnsearched } from '#db/central/search';
import type { Found, Older } from '#contract/search';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { hire, password, startTestServer } from '../../support/central-server';
import { foundCompany, type Company } from '../../support/company';
import { eventually } from '../../support/eventually';
import { inThePast, meet, writeNow, type PastContact } from './long-past';
import { Seat } from './seat';

let databases: CentralDatabases;
let db: Knex;
let server: RunningServer;
let company: Company;
let support: PastContact;
const seats: Seat[] = [];

beforeAll(async () => {
  databases = await startCentralDatabases();
  const fresh = await databases.fresh();
  db = fresh.db;
  server = await startTestServer(fresh.url);
  company = await foundCompany(db, commitOf());
  const customer = await meet(commitOf(), company.tenant, 'Pyotr Longago');
  const texts = ['Где мои возвраты по договору А-1187?', 'Телефон 8 (916) 123-45-67', 'Не работает чайник'];
  const [own] = await inThePast(commitOf(), company.tenant, [
    { team: company.support, customer, daysAgo: 200, texts },
    { team: company.delivery, customer, daysAgo: 300, texts: ['возврат: canary-of-delivery'] },
  ]);
  if (own === undefined) throw new Error('no contact');
  support = own;
  await writeNow(commitOf(), company.tenant, { team: company.support, customer, text: 'Возврат оформлен сегодня' });
  await allRead();
  // Of what has its number, a copy that is made now is not told any more.
  await eventually(async () => expect(await db('change_log').whereNull('seq').pluck('id')).toEqual([]));
});

afterEach(async () => {
  for (const seat of seats.splice(0)) await seat.leave();
});

afterAll(async () => {
  await server.stop();
  await databases.stop();
});

const commitOf = (): RunningServer['services']['exchange']['commit'] => server.services.exchange.commit;

async function allRead(): Promise<void> {
  while ((await countUnsearched(db)) > 0) await readSome(server.services.db);
}

async function seated(teams = [company.support]): Promise<Seat> {
  const { email } = await hire(commitOf(), company.tenant, { teams });
  const seat = new Seat({ server: server.url, signIn: `${email}:${password}` });
  seats.push(seat);
  await seat.online();
  return seat;
}

async function older(seat: Seat, text: string): Promise<Older> {
  const answer = await seat.ask('search.older', { text });
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
}

async function here(seat: Seat, text: string): Promise<Found> {
  const answer = await seat.ask('search.find', { text, limit: 8 });
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
}

const textsOf = ({ messages }: Pick<Older, 'messages'>): readonly string[] => messages.map(({ excerpt }) => excerpt.text);

test('what is older than the copy is found on the server, in any form of its words, and never what the copy has itself', async () => {
  const seat = await seated();
  await expect.poll(async () => textsOf(await here(seat, 'возврат'))).toEqual(['Возврат оформлен сегодня']);
  expect(textsOf(await older(seat, 'возврат'))).toEqual(['Где мои возвраты по договору А-1187?']);
  for (const asked of ['возвр', 'a-1187', '"возвраты по договору"', 'возврат до:вчера']) expect(textsOf(await older(seat, asked)), asked).toHaveLength(1);
  expect(textsOf(await older(seat, '+79161234567'))).toEqual(['Телефон 8 (916) 123-45-67']);
  for (const asked of ['"договору возвраты"', 'возврат после:вчера', 'возврат from:никто', 'возврат канал:чат has:file', 'жираф']) expect(textsOf(await older(seat, asked)), asked).toEqual([]);
});

test('nothing of another team is found, whatever is asked for', async () => {
  const seat = await seated();
  expect(textsOf(await older(seat, 'canary'))).toEqual([]);
  const delivery = await seated([company.delivery]);
  expect(textsOf(await older(delivery, 'canary'))).toEqual(['возврат: canary-of-delivery']);
  expect(textsOf(await older(delivery, 'договор'))).toEqual([]);
});

test('what was found there opens at its message, and is then found here', async () => {
  const seat = await seated();
  const [hit] = (await older(seat, 'чайник')).messages;
  expect(hit).toMatchObject({ conversation: support.conversation, place: 1 });
  expect(await seat.ask('conversation.fetch', { conversation: support.conversation })).toEqual({ ok: true, value: null });
  expect(textsOf(await here(seat, 'чайник'))).toEqual(['Не работает чайник']);
  expect(textsOf(await older(seat, 'чайник'))).toEqual([]);
});

test('a message that is deleted takes its words with it', async () => {
  await db.raw(`delete from messages where text like '%canary-of-delivery%'`);
  const words: { rows: unknown[] } = await db.raw(`select message from message_words where words @@ 'canary'::tsquery`);
  expect(words.rows).toEqual([]);
});

test('whatever is typed is a text like any other', async () => {
  const seat = await seated();
  for (const text of ["'", '\\', "a' | 'b", '&', '!', ':*', '()', '\u0000', '<->']) await expect(older(seat, `возврат ${text}`), text).resolves.toHaveProperty('messages');
});

test('searches that take long leave connections to everybody else: those beyond are refused at once', async () => {
  const anna = await seated();
  const held = await db.transaction();
  await held.raw('lock table message_words in access exclusive mode');
  const codes: string[] = [];
  const all = Array.from({ length: 6 }, async () => {
    const answer = await anna.ask('search.older', { text: 'возврат' });
    codes.push(answer.ok ? 'ok' : answer.code);
  });
  await expect.poll(() => codes).toEqual(['request.tooMany', 'request.tooMany']);
  await held.rollback();
  await Promise.all(all);
  expect(codes.slice(2)).toEqual(['ok', 'ok', 'ok', 'ok']);
});
