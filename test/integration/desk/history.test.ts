import { limits } from '#contract/limits';
import type { RequestOutput, WatchOutput } from '#contract/requests';
import { id, type ConversationId, type CustomerId } from '#kernel/id';
import type { Outcome } from '#kernel/outcome';
import type { RunningServer } from '#server/start-server';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { failureOf, get, hire, password, signIn, startTestServer } from '../../support/central-server';
import { foundCompany, type Company } from '../../support/company';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { bytesOf } from '../../support/supervisors';
import { inThePast, meet, writeNow, type PastContact } from './long-past';
import { Seat } from './seat';

let databases: CentralDatabases;
let db: Knex;
let server: RunningServer;
let road: CuttableProxy;
let company: Company;
const seats: Seat[] = [];

beforeAll(async () => {
  databases = await startCentralDatabases();
  const fresh = await databases.fresh();
  db = fresh.db;
  server = await startTestServer(fresh.url);
  road = await cuttableProxy(Number(new URL(server.url).port));
  company = await foundCompany(db, commitOf());
});

afterEach(async () => {
  road.mend();
  for (const seat of seats.splice(0)) await seat.leave();
});

afterAll(async () => {
  await road.close();
  await server.stop();
  await databases.stop();
});

const commitOf = (): RunningServer['services']['exchange']['commit'] => server.services.exchange.commit;

async function seated(teams = [company.support]): Promise<Seat> {
  const { email } = await hire(commitOf(), company.tenant, { teams });
  const seat = new Seat({ server: `http://127.0.0.1:${road.port}`, signIn: `${email}:${password}` });
  seats.push(seat);
  await seat.online();
  return seat;
}

/** Of what has its number, a copy that is made now is not told any more. */
const logged = (): Promise<void> => expect.poll(() => db('change_log').whereNull('seq').pluck('id')).toEqual([]);

/** A customer of long ago: contacts of support, newest first, and one of delivery. */
async function oldCustomer(contacts = 2): Promise<{ readonly customer: CustomerId; readonly support: readonly PastContact[]; readonly delivery: PastContact }> {
  const customer = await meet(commitOf(), company.tenant, 'Pyotr Longago');
  const told = Array.from({ length: contacts }, (_, place) => ({ team: company.support, customer, daysAgo: 200 + place, texts: [`вопрос ${place}`, `ещё ${place}`, `спасибо ${place}`] }));
  const support = await inThePast(commitOf(), company.tenant, told);
  const [delivery] = await inThePast(commitOf(), company.tenant, [{ team: company.delivery, customer, daysAgo: 300, texts: ['canary-of-delivery'] }]);
  if (delivery === undefined) throw new Error('no contact');
  await logged();
  return { customer, support, delivery };
}

const open = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 50 } }) as const;
const card = (customer: CustomerId) => ({ name: 'customer', input: { customer } }) as const;
const list = (view: 'queue' | 'mine' | 'all') => ({ name: 'list', input: { view, search: '', limit: 50 } }) as const;
const textsOf = (shown: WatchOutput<'conversation'>): readonly string[] => shown?.messages.filter(({ row }) => row.part.kind === 'inbound').map(({ row }) => row.text) ?? [];
/** Every conversation of the timeline that this computer has, page by page. */
async function contactsOf(seat: Seat, customer: CustomerId): Promise<readonly string[]> {
  const found: string[] = [];
  for (let before: { at: number; id: string } | null = null, more = true; more; ) {
    const page: RequestOutput<'customer.timeline'> = ok(await seat.ask('customer.timeline', { customer, filter: { kind: 'conversation', channel: null, team: null, from: null }, before }));
    found.push(...page.items.map((item) => item.id));
    const last = page.items.at(-1);
    before = last === undefined ? null : { at: last.at, id: last.id };
    more = page.more;
  }
  return found;
}

function ok<Value>(outcome: Outcome<Value, string>): Value {
  if (!outcome.ok) throw new Error('refused');
  return outcome.value;
}

async function cutOff(seat: Seat, work: () => Promise<void>): Promise<void> {
  road.cut();
  await seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  await work();
  road.mend();
  await seat.online();
}

describe('a customer whose cases were all finished before the copy began', () => {
  test('writes again, and is on the screen with name and addresses', async () => {
    const { customer } = await oldCustomer();
    const seat = await seated();
    expect(await seat.until(card(customer), () => true)).toBeNull();
    const conversation = await writeNow(commitOf(), company.tenant, { team: company.support, customer, text: 'Это снова я' });
    const { rows } = await seat.until(list('queue'), (shown) => shown.rows.some((row) => row.conversation.id === conversation));
    expect(rows.find((row) => row.conversation.id === conversation)?.customerName).toBe('Pyotr Longago');
    expect((await seat.until(card(customer), (shown) => shown !== null))?.identities).toHaveLength(1);
  });

  test('has a case reopened by a colleague: its conversation arrives with name, and its messages when it is opened', async () => {
    const { customer, support: [contact] } = await oldCustomer();
    if (contact === undefined) throw new Error('no contact');
    const [seat, colleague] = [await seated(), await seated()];
    await colleague.ask('conversation.fetch', { conversation: contact.conversation });
    await colleague.until(open(contact.conversation), (shown) => shown?.earlier === 'nothing');
    expect(await colleague.ask('case.reopen', { conversation: contact.conversation })).toEqual({ ok: true, value: null });
    const { rows } = await seat.until(list('all'), (shown) => shown.rows.some((row) => row.conversation.id === contact.conversation));
    expect(rows.find((row) => row.conversation.id === contact.conversation)?.customerName).toBe('Pyotr Longago');
    const before = await seat.until(open(contact.conversation), (shown) => shown?.messages.length === 1);
    expect([before?.earlier, textsOf(before)]).toEqual(['elsewhere', []]);
    await cutOff(seat, async () => {
      expect(await seat.ask('conversation.fetch', { conversation: contact.conversation })).toMatchObject({ ok: false });
      expect((await seat.until(open(contact.conversation), () => true))?.earlier).toBe('elsewhere');
    });
    expect(await seat.ask('conversation.fetch', { conversation: contact.conversation })).toEqual({ ok: true, value: null });
    const after = await seat.until(open(contact.conversation), (shown) => shown?.earlier === 'nothing');
    expect(textsOf(after)).toEqual(contact.texts);
    expect(await seat.until(card(customer), (shown) => shown !== null)).toMatchObject({ customer: { name: 'Pyotr Longago' } });
  });

  test('a long conversation comes page by page, without a message missing or twice', async () => {
    const customer = await meet(commitOf(), company.tenant, 'Многословный');
    const texts = Array.from({ length: 1203 }, (_, place) => `строка ${place}`);
    const [contact] = await inThePast(commitOf(), company.tenant, [{ team: company.support, customer, daysAgo: 200, texts }]);
    if (contact === undefined) throw new Error('no contact');
    await logged();
    const seat = await seated();
    // The fetched pages hold 500 each; the window shows at most 300, from any message on.
    const reach = (place: number) => ({ name: 'conversation', input: { conversation: contact.conversation, limit: limits.shownMessages, edge: { message: contact.messages[place] ?? id('message', 'none'), side: 'from' } } }) as const;
    for (const [page, oldest] of [703, 203, 0].entries()) {
      await seat.ask('conversation.fetch', { conversation: contact.conversation });
      const shown = await seat.until(reach(oldest), (now) => textsOf(now)[0] === `строка ${oldest}`);
      expect(shown?.earlier).toBe(page === 2 ? 'nothing' : 'elsewhere');
    }
    const read: string[] = [];
    while (read.length < texts.length) read.push(...textsOf(await seat.until(reach(read.length), (now) => textsOf(now)[0] === `строка ${read.length}`)));
    expect(read).toEqual(texts);
  });

  test('what waits in the outbox does not hide that the beginning is missing', async () => {
    const { customer, support: [contact] } = await oldCustomer(1);
    if (contact === undefined) throw new Error('no contact');
    const { conversation } = contact;
    const seat = await seated();
    await seat.ask('customer.fetch', { customer });
    expect((await seat.until(open(conversation), (shown) => shown !== null))?.messages).toEqual([]);
    await cutOff(seat, async () => {
      expect(await seat.ask('note.add', { conversation, text: 'позвонить' })).toMatchObject({ ok: true });
      expect((await seat.until(open(conversation), (shown) => shown?.messages.length === 1))?.earlier).toBe('elsewhere');
    });
    await seat.ask('conversation.fetch', { conversation });
    expect(textsOf(await seat.until(open(conversation), (shown) => shown?.earlier === 'nothing'))).toHaveLength(3);
  });
});

describe('the card of a customer', () => {
  test('shows every contact of the person’s teams, newest first, and keeps them without a connection', async () => {
    const { customer, support } = await oldCustomer(230);
    const seat = await seated();
    const conversation = await writeNow(commitOf(), company.tenant, { team: company.support, customer, text: 'Опять я' });
    const before = await seat.until(card(customer), (shown) => shown !== null);
    expect([before?.history, await contactsOf(seat, customer)]).toEqual(['partial', [conversation]]);
    expect(await seat.ask('customer.fetch', { customer })).toEqual({ ok: true, value: null });
    const shown = await seat.until(card(customer), (now) => now?.history === 'whole');
    expect([shown?.history, await contactsOf(seat, customer)]).toEqual(['whole', [conversation, ...support.map((contact) => contact.conversation)]]);
    await cutOff(seat, async () => expect(await contactsOf(seat, customer)).toHaveLength(231));
  });

  test('what was fetched appears in no list of work, counts as nobody’s, and outlives what the server sends and the person does', async () => {
    const { customer, support } = await oldCustomer();
    const seat = await seated();
    const conversation = await writeNow(commitOf(), company.tenant, { team: company.support, customer, text: 'Снова' });
    await seat.until(list('queue'), ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    const counts = await seat.until({ name: 'counts', input: {} }, () => true);
    await seat.ask('customer.fetch', { customer });
    await seat.until(card(customer), (now) => now?.history === 'whole');
    await seat.ask('conversation.take', { conversation });
    await seat.until(open(conversation), (now) => now !== null && now.conversation.assignee !== null);
    expect(await seat.ask('message.send', { conversation, text: 'Здравствуйте' })).toMatchObject({ ok: true });
    await seat.online();
    for (const view of ['mine', 'queue', 'all'] as const) {
      const { rows } = await seat.until(list(view), () => true);
      expect(rows.filter((row) => support.some((contact) => contact.conversation === row.conversation.id))).toEqual([]);
    }
    const after = await seat.until({ name: 'counts', input: {} }, ({ mine }) => mine === counts.mine + 1);
    expect(after.all).toBe(counts.all);
    expect(await contactsOf(seat, customer)).toHaveLength(3);
  });

  test('a contact of another team is not on the screen and not in the file', async () => {
    const { customer, delivery } = await oldCustomer();
    const seat = await seated();
    await seat.ask('customer.fetch', { customer });
    const shown = await seat.until(card(customer), (now) => now?.history === 'whole');
    expect([shown?.history, (await contactsOf(seat, customer)).includes(delivery.conversation)]).toEqual(['whole', false]);
    expect(await seat.ask('conversation.fetch', { conversation: delivery.conversation })).toEqual({ ok: false, code: 'conversation.absent' });
    expect(bytesOf(seat).includes('Longago')).toBe(true);
    expect(bytesOf(seat).includes('canary-of-delivery')).toBe(false);
  });

  test('leaves with the team of the person, and with the person', async () => {
    const { customer } = await oldCustomer();
    const seat = await seated();
    await seat.ask('customer.fetch', { customer });
    await seat.until(card(customer), (now) => now?.history === 'whole');
    await db('people').update({ teams: JSON.stringify([company.delivery]) });
    road.cut();
    road.mend();
    await seat.until(card(customer), (now) => now === null);
    await seat.online();
    await seat.ask('customer.fetch', { customer });
    await seat.until(card(customer), (now) => now?.history === 'whole');
    expect(await seat.ask('session.signOut', { waiting: 'discard' })).toMatchObject({ ok: true });
    expect(bytesOf(seat).includes('Longago')).toBe(false);
    await db('people').update({ teams: JSON.stringify([company.support]) });
  });
});

describe('the server', () => {
  test('tells who has no business with a customer the same as of one that does not exist', async () => {
    const customer = await meet(commitOf(), company.tenant, 'Чужой');
    await inThePast(commitOf(), company.tenant, [{ team: company.delivery, customer, daysAgo: 200, texts: ['тайна'] }]);
    const { access } = await signIn(server.url, (await hire(commitOf(), company.tenant, { teams: [company.support] })).email);
    for (const wanted of [customer, id('customer', 'absent')]) {
      expect(await failureOf(await get(server.url, `/sync/customer/${wanted}`, access))).toEqual({ status: 404, code: 'customer.absent' });
    }
    expect((await get(server.url, `/sync/customer/${customer}?at=1`, access)).status).toBe(400);
  });

  test('writes down who looked at which card', async () => {
    const { customer } = await oldCustomer();
    const seat = await seated();
    await seat.ask('customer.fetch', { customer });
    const looked: unknown[] = await db('audit_events').where({ object: customer, class: 'read' });
    expect(looked).toHaveLength(1);
  });
});
