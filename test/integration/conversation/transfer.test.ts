import { limits } from '#contract/limits';
import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { QueueRow } from '#domain/queue/queue';
import type { RowChange } from '#domain/tables';
import { teamScope } from '#domain/scope';
import { id, type CustomerId, type TeamId } from '#kernel/id';
import { day } from '#kernel/instant';
import type { RunningServer } from '#server/start-server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hire, password } from '../../support/central-server';
import { arrive, type Company } from '../../support/company';
import { addQueue } from '../../support/live-chat';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from '../desk/seat';

let served: ServedCompany;
let server: RunningServer;
let company: Company;
let delivery: QueueRow;
const seats: Seat[] = [];

beforeAll(async () => {
  served = await openServedCompany();
  ({ server, company } = served);
  delivery = await addQueue(server.services.exchange.commit, company.tenant, { team: company.delivery, name: 'Parcels' });
});
afterAll(async () => {
  await Promise.all(seats.map((seat) => seat.leave()));
  await served.stop();
});

async function sit(teams: readonly TeamId[], roles: readonly ('agent' | 'supervisor')[] = ['agent']): Promise<Seat> {
  const { email } = await hire(server.services.exchange.commit, company.tenant, { teams, roles });
  const seat = new Seat({ server: server.url, signIn: `${email}:${password}` });
  seats.push(seat);
  await seat.online();
  return seat;
}

const open = (conversation: ConversationRow) => ({ name: 'conversation', input: { conversation: conversation.id, limit: limits.shownMessages } }) as const;
const card = (customer: CustomerId) => ({ name: 'customer', input: { customer } }) as const;

async function lengthen({ id: conversation, team, openedAt }: ConversationRow, messages: number): Promise<void> {
  await server.services.db.raw(
    `insert into messages (tenant, id, conversation, team, at, part, text, html, attachments, version)
     select ?, 'msg_' || gen_random_uuid(), ?, ?, ?::bigint + n / 20, '{"kind":"inbound","author":"cus_x","authorName":"Anna"}'::jsonb, 'Line ' || n, null, '[]'::jsonb, 1 from generate_series(1, ?::int) as n`,
    [company.tenant, conversation, team, openedAt, messages],
  );
  // What happens to the conversation next stands behind the last of them.
  await expect.poll(() => Date.now()).toBeGreaterThan(openedAt + messages / 20);
}

test('a conversation of 20,000 messages leaves one team and enters another in one small frame', async () => {
  const { db, exchange } = server.services;
  const talk = await arrive(exchange.commit, { tenant: company.tenant, team: company.support });
  await lengthen(talk, 20_000);
  const leaving = await sit([company.support]);
  const entering = await sit([company.delivery]);
  const both = await sit([company.support, company.delivery], ['supervisor']);
  await leaving.until(open(talk), (shown) => shown?.messages.length === limits.shownMessages);
  expect(await leaving.ask('conversation.take', { conversation: talk.id })).toEqual({ ok: true, value: null });
  await leaving.until(open(talk), (shown) => shown?.conversation.fence === 1);

  const { head } = await exchange.log.state(company.tenant);
  expect(await leaving.ask('conversation.transfer', { conversation: talk.id, to: delivery.id, reason: 'A parcel was lost' })).toEqual({ ok: true, value: null });
  await leaving.until(open(talk), (shown) => shown === null);
  await leaving.until(card(talk.customer), (shown) => shown === null);
  await leaving.until({ name: 'counts', input: {} }, ({ all }) => all === 0);
  for (const seat of [entering, both]) {
    const shown = await seat.until(open(talk), (now) => now?.conversation.team === company.delivery && now.messages.length > 0);
    expect(shown).toMatchObject({ conversation: { queue: delivery.id, assignee: null, fence: 2 }, case: { team: company.delivery, owner: null } });
    expect(shown?.messages.at(-1)?.row.part).toMatchObject({ kind: 'event', event: { type: 'transferred', to: delivery.id, reason: 'A parcel was lost' } });
    expect([shown?.messages.length, shown?.earlier]).toEqual([50, 'elsewhere']);
    expect((await seat.until(card(talk.customer), (now) => now !== null))?.customer.id).toBe(talk.customer);
  }
  const entries: { size: number }[] = await db('change_log').where({ tenant: company.tenant }).where('seq', '>', head).select(db.raw('octet_length(parts::text) as size'));
  expect(Math.max(...entries.map(({ size }) => size))).toBeLessThan(64 * 1024);
  expect(await db('messages').where({ conversation: talk.id }).whereNot({ team: company.delivery })).toEqual([]);

  expect(await entering.ask('conversation.fetch', { conversation: talk.id })).toEqual({ ok: true, value: null });
  await entering.until(open(talk), (shown) => shown?.messages.length === limits.shownMessages);
});

test('a customer stays with a team for as long as one of their cases does', async () => {
  const { commit } = server.services.exchange;
  const first = await arrive(commit, { tenant: company.tenant, team: company.support });
  const second: ConversationRow = { ...(await arrive(commit, { tenant: company.tenant, team: company.support })), customer: first.customer };
  const owning: CaseRow = { id: second.case, number: 900, customer: first.customer, team: company.support, topic: 'Order', state: { status: 'new' }, owner: null, previous: null, openedAt: second.openedAt, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 0 };
  const ofOneCustomer: readonly RowChange[] = [{ op: 'put', table: 'cases', row: owning }, { op: 'put', table: 'conversations', row: second }];
  await commit(company.tenant, (_tx, _now, put) => put(ofOneCustomer));
  const seat = await sit([company.support]);
  for (const { talk, stays } of [{ talk: first, stays: true }, { talk: second, stays: false }]) {
    await seat.until(open(talk), (shown) => shown !== null);
    expect(await seat.ask('conversation.transfer', { conversation: talk.id, to: delivery.id, reason: null })).toEqual({ ok: true, value: null });
    await seat.until(open(talk), (shown) => shown === null);
    await seat.until(card(first.customer), (shown) => (shown !== null) === stays);
  }
});

test('a customer whose case left one team stays with whoever sits in another team that knows them', async () => {
  const { commit } = server.services.exchange;
  const returns = id('team', randomUUID());
  await commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'teams', row: { id: returns, name: 'Returns', version: 0 } }]));
  const queue = await addQueue(commit, company.tenant, { team: returns, name: 'Returned' });
  const talk = await arrive(commit, { tenant: company.tenant, team: company.support });
  const other: ConversationRow = { ...talk, id: id('conversation', randomUUID()), case: id('case', randomUUID()), team: company.delivery, queue: delivery.id, version: 0 };
  const owning: CaseRow = { id: other.case, number: 901, customer: talk.customer, team: company.delivery, topic: 'Order', state: { status: 'new' }, owner: null, previous: null, openedAt: other.openedAt, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 0 };
  await commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'cases', row: owning }, { op: 'put', table: 'conversations', row: other }]));
  const seat = await sit([company.support, company.delivery]);
  await seat.until(open(talk), (shown) => shown !== null);
  expect(await seat.ask('conversation.transfer', { conversation: talk.id, to: queue.id, reason: null })).toEqual({ ok: true, value: null });
  await seat.until(open(talk), (shown) => shown === null);
  expect((await seat.until(card(talk.customer), () => true))?.customer.id).toBe(talk.customer);
});

test('a case that was finished long ago and is finished anew by one push brings its conversation and its customer', async () => {
  const { exchange, db } = server.services;
  const talk = await arrive(exchange.commit, { tenant: company.tenant, team: company.support });
  const finish = (at: number) =>
    exchange.commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'cases', row: { id: talk.case, number: 902, customer: talk.customer, team: company.support, topic: 'Order', state: { status: 'resolved', at }, owner: null, previous: null, openedAt: 0, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 0 } }]));
  const unnumbered = async (): Promise<number> => db('change_log').where({ tenant: company.tenant }).whereNull('seq').then((entries) => entries.length);
  await finish(Date.now() - 100 * day);
  // A commit is not numbered yet when it is answered.
  await expect.poll(unnumbered).toBe(0);
  const { head } = await exchange.log.state(company.tenant);
  await finish(Date.now());
  await expect.poll(unnumbered).toBe(0);
  const entries = await db('change_log').where({ tenant: company.tenant }).where('seq', '>', head).select<{ parts: Record<string, [string, string][]> }[]>('parts');
  // Beside it stands what the server counts meanwhile.
  const pushed = entries.map(({ parts }) => parts[teamScope(company.support)] ?? []).find((changes) => changes.some(([table]) => table === 'cases'));
  const told = new Set(pushed?.map(([table]) => table));
  expect(told).toEqual(new Set(['cases', 'conversations', 'customers', 'identities']));
});

test('only its owner, anyone while it has none, or a supervisor may transfer, and only to a queue that exists', async () => {
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  const [owner, colleague, supervisor] = [await sit([company.support]), await sit([company.support]), await sit([company.support], ['supervisor'])];
  await owner.until(open(talk), (shown) => shown !== null);
  await owner.ask('conversation.take', { conversation: talk.id });
  for (const seat of [owner, colleague, supervisor]) await seat.until(open(talk), (shown) => shown?.conversation.fence === 1);
  const ask = (seat: Seat, to = delivery.id) => seat.ask('conversation.transfer', { conversation: talk.id, to, reason: null });
  expect(await ask(colleague)).toEqual({ ok: false, code: 'conversation.notYours' });
  expect(await ask(owner, id('queue', randomUUID()))).toEqual({ ok: false, code: 'queue.absent' });
  expect(await ask(owner, talk.queue)).toMatchObject({ ok: false });
  expect(await ask(supervisor)).toEqual({ ok: true, value: null });
  expect(await ask(owner)).toEqual({ ok: false, code: 'conversation.absent' });
});

test('a reply that crosses a transfer is either sent or kept for its writer', async () => {
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  const seat = await sit([company.support]);
  await seat.until(open(talk), (shown) => shown !== null);
  await seat.ask('conversation.take', { conversation: talk.id });
  await seat.until(open(talk), (shown) => shown?.conversation.fence === 1);
  const supervisor = await sit([company.support], ['supervisor']);
  await supervisor.until(open(talk), (shown) => shown?.conversation.fence === 1);
  const sending = seat.ask('message.send', { conversation: talk.id, text: 'On its way' });
  const moving = supervisor.ask('conversation.transfer', { conversation: talk.id, to: delivery.id, reason: null });
  expect((await moving).ok).toBe(true);
  // Refused at once where the desk knew already: then the text never left the composer.
  const left = (await sending).ok;
  await seat.until(open(talk), (shown) => shown === null);
  await seat.online();
  const arrived = await server.services.db('messages').where({ conversation: talk.id, text: 'On its way' });
  const kept = await seat.until({ name: 'unsent', input: { conversation: talk.id } }, () => true);
  expect(arrived.length + kept.length).toBe(left ? 1 : 0);
});

test('what was typed in a conversation that goes to another team stays with its writer, who is told, and comes back with it', async () => {
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  const home = await addQueue(server.services.exchange.commit, company.tenant, { team: company.support, name: 'Orders' });
  const seat = await sit([company.support]);
  const supervisor = await sit([company.support, company.delivery], ['supervisor']);
  for (const one of [seat, supervisor]) await one.until(open(talk), (shown) => shown !== null);
  await seat.ask('draft.save', { conversation: talk.id, mode: 'reply', text: 'Half an answer' });
  expect(await supervisor.ask('conversation.transfer', { conversation: talk.id, to: delivery.id, reason: null })).toEqual({ ok: true, value: null });
  await seat.until(open(talk), (shown) => shown === null);
  await seat.until({ name: 'notices', input: {} }, (notices) => notices.some(({ code, conversation }) => code === 'draft.kept' && conversation === talk.id));
  expect(await seat.until({ name: 'unsent', input: { conversation: talk.id } }, () => true)).toEqual([{ mode: 'reply', text: 'Half an answer' }]);

  await supervisor.until(open(talk), (shown) => shown?.conversation.team === company.delivery);
  expect(await supervisor.ask('conversation.transfer', { conversation: talk.id, to: home.id, reason: null })).toEqual({ ok: true, value: null });
  const back = await seat.until(open(talk), (shown) => shown !== null);
  expect(back?.drafts[0]).toMatchObject({ mode: 'reply', text: 'Half an answer' });
});
