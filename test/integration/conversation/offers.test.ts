import { rows } from '#contract/rows';
import type { Central } from '#db/central/open';
import type { ConversationRow } from '#domain/conversation/conversation';
import { id } from '#kernel/id';
import { runCommand } from '#server/sync/command';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { hire, password } from '../../support/central-server';
import { arrive, foundCompany, type Company } from '../../support/company';
import { openOffice, seatAt, type Office, type Seated } from '../../support/office';
import { ServerProcess } from '../../support/server-process';
import { Seat } from '../desk/seat';

let databases: CentralDatabases;
let db: Central;
let offices: readonly [Office, Office];
let company: Company;
let servers: readonly [ServerProcess, ServerProcess];
const seats: Seat[] = [];

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  offices = [await openOffice(url, 6), await openOffice(url, 6)];
  ({ db } = offices[0]);
  company = await foundCompany(db, offices[0].exchange.commit);
  servers = [new ServerProcess({ database: url }), new ServerProcess({ database: url })];
  for (const server of servers) await server.start();
}, 60_000);
afterAll(async () => {
  await Promise.all(seats.map((seat) => seat.leave()));
  for (const server of servers) await server.stop();
  await Promise.all(offices.map((office) => office.close()));
  await databases.stop();
});

const arrives = (): Promise<ConversationRow> => arrive(offices[0].exchange.commit, { tenant: company.tenant, team: company.support });
const open = (talk: ConversationRow) => ({ name: 'conversation', input: { conversation: talk.id, limit: 50 } }) as const;
const offers = { name: 'offers', input: {} } as const;
const conversations = z.tuple([rows.conversations.pick({ assignee: true, fence: true, offer: true })]);
const counts = { name: 'counts', input: {} } as const;

async function sit(server: ServerProcess): Promise<{ readonly seat: Seat; readonly person: Awaited<ReturnType<typeof meOf>> }> {
  const { email } = await hire(offices[0].exchange.commit, company.tenant, { teams: [company.support], roles: ['agent'] });
  const seat = new Seat({ server: server.url, signIn: `${email}:${password}` });
  seats.push(seat);
  await seat.online();
  return { seat, person: await meOf(seat) };
}

async function meOf(seat: Seat) {
  const session = await seat.until({ name: 'session', input: {} }, ({ state }) => state === 'signedIn');
  if (session.state !== 'signedIn') throw new Error(session.state);
  return session.me.id;
}

/** As after a minute in which nobody answered. */
async function runOut(talk: ConversationRow): Promise<void> {
  await db.raw(`update conversations set offer = jsonb_set(offer, '{expiresAt}', to_jsonb((offer->>'at')::bigint + 1)) where id = ?`, [talk.id]);
}

async function linesOf(talk: ConversationRow): Promise<readonly string[]> {
  const lines: readonly { readonly type: string; readonly why: string | null }[] = await db('messages').where({ conversation: talk.id }).whereRaw(`part->>'kind' = 'event'`).orderBy('at').select({ type: db.raw(`part->'event'->>'type'`), why: db.raw(`part->'event'->>'why'`) });
  return lines.map(({ type, why }) => (why === null ? type : `${type} ${why}`));
}

test('between two servers: one agent offers, the other declines the first and accepts the second, and the first hears how each ended', async () => {
  const talk = await arrives();
  const [olga, timur] = [await sit(servers[0]), await sit(servers[1])];
  await olga.seat.until({ name: 'directory', input: {} }, ({ people }) => people.some((one) => one.id === timur.person));
  await olga.seat.until(open(talk), (shown) => shown !== null);
  for (const [answer, reason] of [['decline', 'declined'], ['accept', 'accepted']] as const) {
    expect(await olga.seat.ask('offer.make', { conversation: talk.id, to: timur.person, reason: 'Знает курьера' })).toEqual({ ok: true, value: null });
    const { toMe: [offered] } = await timur.seat.until(offers, ({ toMe }) => toMe.length === 1);
    expect(offered?.conversation.offer).toMatchObject({ by: olga.person, to: timur.person, reason: 'Знает курьера' });
    expect((await timur.seat.until(counts, ({ offered: count }) => count === 1)).offered).toBe(1);
    expect((await timur.seat.until({ name: 'list', input: { view: 'offered', search: '', limit: 10 } }, ({ rows }) => rows.length > 0)).rows.map(({ conversation }) => conversation.id)).toEqual([talk.id]);
    const named = { conversation: talk.id, offer: offered?.conversation.offer?.id ?? id('message', 'none') };
    expect(await olga.seat.ask('offer.accept', named)).toEqual({ ok: false, code: 'offer.notYours' });
    expect(await timur.seat.ask(`offer.${answer}`, named)).toEqual({ ok: true, value: null });
    expect(await timur.seat.ask('offer.accept', named)).toEqual({ ok: false, code: 'offer.ended' });
    await olga.seat.until(offers, ({ ended }) => ended[0]?.conversation.offer?.ended?.reason === reason);
    await timur.seat.until(offers, ({ toMe }) => toMe.length === 0);
  }
  expect((await olga.seat.until(open(talk), (shown) => shown?.conversation.assignee === timur.person))?.conversation.fence).toBe(1);
  expect(await linesOf(talk)).toEqual(['offered', 'offerEnded declined', 'offered', 'taken']);
});

test('an offer that nobody answers ends once, by whichever server is left, also when it ran out while none was there', async () => {
  const talk = await arrives();
  const [olga, timur] = [await sit(servers[0]), await sit(servers[1])];
  await olga.seat.until({ name: 'directory', input: {} }, ({ people }) => people.some((one) => one.id === timur.person));
  await olga.seat.until(open(talk), (shown) => shown !== null);
  expect(await olga.seat.ask('offer.make', { conversation: talk.id, to: timur.person, reason: null })).toMatchObject({ ok: true });
  for (const server of servers) await server.kill();
  await runOut(talk);
  await timur.seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  expect(await timur.seat.ask('offer.accept', { conversation: talk.id, offer: id('message', 'any') })).toMatchObject({ ok: false });
  for (const server of servers) await server.start();
  const shown = await olga.seat.until(open(talk), (now) => now?.conversation.offer?.ended?.reason === 'no_answer', 60_000);
  expect(shown?.conversation).toMatchObject({ assignee: null, fence: 0 });
  expect(await linesOf(talk)).toEqual(['offered', 'offerEnded no_answer']);
});

test('of a hundred who accept or take at once through two processes, one owns it, once', async () => {
  const place = { tenant: company.tenant, team: company.support };
  const people: readonly Seated[] = await Promise.all(Array.from({ length: 10 }, () => seatAt(offices[0], place)));
  const [olga, timur] = people;
  if (olga === undefined || timur === undefined) throw new Error('nobody sits');
  await offices[0].exchange.commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'people', row: { id: timur.who.actor.person, name: 'Timur', roles: ['agent'], teams: [company.support], version: 0 } }]));
  const talk = await arrives();
  const offer = id('message', randomUUID());
  expect(await runCommand(offices[0].push, olga.who, { key: randomUUID(), command: { name: 'offer.make', args: { conversation: talk.id, event: offer, to: timur.who.actor.person, reason: null } } })).toBeNull();
  const answers = await Promise.all(
    Array.from({ length: 100 }, async (_, turn) => {
      const office = offices[turn % 2] ?? offices[0];
      const event = { conversation: talk.id, event: id('message', randomUUID()) };
      const isAccepting = turn % 4 < 2;
      const who = isAccepting ? timur.who : (people[2 + (turn % 8)] ?? olga).who;
      const command = isAccepting ? ({ name: 'offer.accept', args: { ...event, offer } } as const) : ({ name: 'conversation.take', args: event } as const);
      return { person: who.actor.person, failure: await runCommand(office.push, who, { key: randomUUID(), command }) };
    }),
  );
  const row = conversations.parse(await db('conversations').where({ id: talk.id }).select('assignee', 'fence', 'offer'))[0];
  expect(row).toMatchObject({ fence: 1, offer: { ended: { reason: row.assignee === timur.who.actor.person ? 'accepted' : 'withdrawn' } } });
  // Whoever takes what is theirs already is told that it is: nothing else changed.
  expect(new Set(answers.filter(({ failure }) => failure === null).map(({ person }) => person))).toEqual(new Set([row.assignee]));
  expect(await linesOf(talk)).toEqual(['offered', 'taken']);
});
