import type { TimelineItem } from '#contract/timeline';
import type { ChannelKind } from '#domain/channel/channel';
import { id, type ChannelId, type ConversationId, type CustomerId, type TeamId } from '#kernel/id';
import { lockPair, lockWhole } from '#db/central/merges';
import { loadRow } from '#db/central/rows';
import { mergeCustomers } from '#domain/conversation/merge-customers';
import { openIntake } from '#server/channel/intake';
import type { RunningServer } from '#server/start-server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hire, password, signIn } from '../../support/central-server';
import { arrive, type Company } from '../../support/company';
import { addQueue } from '../../support/live-chat';
import { newProgram } from '../../support/program';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from '../desk/seat';

let served: ServedCompany;
let server: RunningServer;
let company: Company;
const seats: Seat[] = [];
const done = { ok: true, value: null } as const;

beforeAll(async () => {
  served = await openServedCompany();
  ({ server, company } = served);
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

async function channelOf(kind: ChannelKind, team: TeamId): Promise<ChannelId> {
  const queue = await addQueue(server.services.exchange.commit, company.tenant, { team, name: `${kind} ${randomUUID()}` });
  const channel = id('channel', randomUUID());
  await server.services.exchange.commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'channels', row: { id: channel, kind, name: kind, address: channel, queue: queue.id, version: 0 } }]));
  return channel;
}

/** A line of a customer who is known by their mail wherever they write. */
async function writes(channel: ChannelId, { mail, text, kind }: { readonly mail: string; readonly text: string; readonly kind: 'email' | 'chat' }): Promise<ConversationId> {
  const { db, exchange } = server.services;
  const author = kind === 'email' ? { kind, value: mail, name: 'Анна' } : { kind, value: `visitor-${mail}`, name: 'Анна', mail };
  const taken = await openIntake(db, exchange.commit)({ tenant: company.tenant, channel, key: randomUUID(), author, subject: text, text, html: null, attachments: [], thread: 'latest' });
  return taken.conversation;
}

const open = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 100 } }) as const;
const card = (customer: CustomerId) => ({ name: 'customer', input: { customer } }) as const;
const everything = { kind: null, channel: null, team: null, from: null } as const;
const timeline = (customer: CustomerId) => ({ name: 'timeline', input: { customer, filter: everything } }) as const;
const conversationsIn = (items: readonly TimelineItem[]): readonly string[] => items.filter(({ kind }) => kind === 'conversation').map((item) => item.id);

test('a card is kept by one team and read by another, with who changed what', async () => {
  const { exchange } = server.services;
  const talk = await arrive(exchange.commit, { tenant: company.tenant, team: company.support });
  const [anna, boris] = [await sit([company.support]), await sit([company.support])];
  const { customer } = talk;
  await anna.until(card(customer), (shown) => shown !== null);
  expect(await anna.ask('customer.edit', { customer, field: 'name', value: 'שרה \u{1F469}\u200D\u{1F680} Леви' })).toEqual(done);
  expect(await anna.ask('customer.edit', { customer, field: 'segments', value: 'опт, vip, опт' })).toEqual(done);
  expect(await anna.ask('identity.add', { customer, kind: 'phone', value: '8 (912) 345-67-89' })).toEqual(done);
  expect(await anna.ask('consent.record', { customer, purpose: 'promotion', channel: 'email', word: 'given', reason: 'Попросила присылать' })).toEqual(done);
  expect(await anna.ask('customerNote.add', { customer, text: 'Не звонить до 11', pinned: true })).toEqual(done);
  expect(await anna.ask('identity.add', { customer, kind: 'email', value: 'no address' })).toEqual({ ok: false, code: 'field.malformed' });
  const shown = await boris.until(card(customer), (now) => now?.notes.length === 1);
  expect(shown).toMatchObject({ customer: { name: 'שרה 👩‍🚀 Леви', segments: ['опт', 'vip'] }, consents: [{ purpose: 'promotion', word: 'given' }], notes: [{ text: 'Не звонить до 11' }] });
  expect(shown?.identities.map(({ value }) => value)).toContain('+79123456789');
  expect(shown?.changes.map(({ field, from, to }) => [field, from, to])).toEqual(expect.arrayContaining([['name', 'Анна', 'שרה 👩‍🚀 Леви'], ['segments', null, 'опт, vip']]));
});

test('an address that another customer has is refused, and taken back from the screen', async () => {
  const { exchange } = server.services;
  const [one, two] = [await arrive(exchange.commit, { tenant: company.tenant, team: company.support }), await arrive(exchange.commit, { tenant: company.tenant, team: company.delivery })];
  const stranger = await server.services.db('identities').where({ customer: two.customer }).first<{ value: string }>('value');
  const anna = await sit([company.support]);
  await anna.until(card(one.customer), (shown) => shown !== null);
  expect(await anna.ask('identity.add', { customer: one.customer, kind: 'email', value: stranger.value })).toEqual(done);
  await anna.until({ name: 'notices', input: {} }, (notices) => notices.some(({ code }) => code === 'identity.taken'));
  expect((await anna.until(card(one.customer), (shown) => shown?.identities.length === 1))?.identities[0]?.value).not.toBe(stranger.value);
});

test('a card took notes without end: a note too many is refused in words, and a consent is taken back even from a full card', async () => {
  const { services: { exchange, db } } = server;
  const { customer } = await arrive(exchange.commit, { tenant: company.tenant, team: company.support });
  const anna = await sit([company.support]);
  await anna.until(card(customer), (shown) => shown !== null);
  await db.raw(`insert into customer_notes (tenant, id, customer, author, at, text, "pinnedAt", version) select ?, 'cnt_full-' || n, ?, 'per_1', n, 'x', null, 1 from generate_series(1, 99) as n`, [company.tenant, customer]);
  await db.raw(`insert into consents (tenant, id, customer, purpose, channel, word, at, by, reason, version)
    select ?, 'cns_full-' || n, ?, 'promotion', 'email', 'given', n, null, 'x', 1 from generate_series(1, 200) as n`, [company.tenant, customer]);
  const said = { customer, purpose: 'promotion', channel: 'email', reason: 'x' } as const;
  expect([await anna.ask('customerNote.add', { customer, text: 'last', pinned: false }), await anna.ask('customerNote.add', { customer, text: 'too many', pinned: false })]).toEqual([done, done]);
  expect([await anna.ask('consent.record', { ...said, word: 'withdrawn' }), await anna.ask('consent.record', { ...said, word: 'given' })]).toEqual([done, done]);
  const refusals = await anna.until({ name: 'notices', input: {} }, (notices) => notices.length === 2);
  expect(refusals.map(({ code }) => code).toSorted()).toEqual(['consent.tooMany', 'note.tooMany']);
  const kept = [await db('customer_notes').where({ customer }).whereNot('text', 'x').pluck('text'), await db('consents').where({ customer }).where('at', '>', 200).pluck('word')];
  expect(kept).toEqual([['last'], ['withdrawn']]);
});

test('an address was taken away and nobody could say by whom: the audit log can', async () => {
  const { services: { exchange, db } } = server;
  const { customer } = await arrive(exchange.commit, { tenant: company.tenant, team: company.support });
  const anna = await sit([company.support]);
  const [identity] = (await anna.until(card(customer), (shown) => shown !== null))?.identities ?? [];
  if (identity === undefined) throw new Error('who arrived has an address');
  expect(await anna.ask('identity.remove', { customer, identity: identity.id })).toEqual(done);
  expect(await anna.ask('customer.edit', { customer, field: 'city', value: 'Пермь' })).toEqual(done);
  await anna.online();
  const noted = () => db('audit_events').where({ tenant: company.tenant }).whereIn('object', [customer, identity.id]).whereNot('action', 'desk.read').orderBy('id').select('class', 'action', 'object', 'failure');
  await expect.poll(noted).toEqual([customer, identity.id].map((object) => ({ class: 'change', action: 'identity.remove', object, failure: null })));
});

test('two customers become one and two again: what came after stays with the one', async () => {
  const { exchange } = server.services;
  const [kept, gone] = [await arrive(exchange.commit, { tenant: company.tenant, team: company.support, text: 'first' }), await arrive(exchange.commit, { tenant: company.tenant, team: company.delivery, text: 'second' })];
  const chief = await sit([company.support, company.delivery], ['supervisor']);
  const [support, delivery] = [await sit([company.support]), await sit([company.delivery])];
  await chief.until(card(gone.customer), (shown) => shown !== null);
  await chief.ask('customer.edit', { customer: gone.customer, field: 'city', value: 'Пермь' });
  await chief.online();
  // Whoever is not of both teams knows only one of them.
  expect(await support.ask('customer.mergePreview', { customer: kept.customer, other: gone.customer })).toEqual({ ok: false, code: 'customer.absent' });
  expect(await chief.ask('customer.mergePreview', { customer: kept.customer, other: gone.customer })).toMatchObject({ ok: true, value: { moved: { identities: 1, cases: 1 }, fields: [{ field: 'city', survivor: null, other: 'Пермь' }] } });
  expect(await chief.ask('customer.merge', { customer: kept.customer, other: gone.customer, takes: ['city'] })).toEqual(done);
  const merged = await delivery.until(card(kept.customer), (shown) => shown?.merges.length === 1);
  expect(merged).toMatchObject({ customer: { city: 'Пермь' }, merges: [{ other: gone.customer, moved: { cases: 1, identities: 1 } }] });
  expect(merged?.identities).toHaveLength(2);
  await delivery.until(card(gone.customer), (shown) => shown === null);
  expect(conversationsIn((await chief.until(timeline(kept.customer), ({ items }) => conversationsIn(items).length === 2)).items)).toEqual([gone.id, kept.id].toSorted((one, other) => (one === gone.id ? -1 : other === gone.id ? 1 : 0)));
  // Somebody edits the card since: that stays.
  await chief.ask('customerNote.add', { customer: kept.customer, text: 'after', pinned: true });
  await chief.online();
  const merge = merged?.merges[0]?.id ?? id('merge', 'none');
  expect(await support.ask('customer.unmerge', { customer: kept.customer, merge })).toEqual({ ok: false, code: 'customer.otherTeams' });
  expect(await chief.ask('customer.unmerge', { customer: kept.customer, merge })).toEqual(done);
  await delivery.until(card(kept.customer), (shown) => shown === null);
  expect(await delivery.until(card(gone.customer), (shown) => shown?.identities.length === 1)).toMatchObject({ customer: { city: 'Пермь', mergedInto: null } });
  expect(await support.until(card(kept.customer), (shown) => shown?.merges.length === 0 && shown.notes.length === 1)).toMatchObject({ customer: { city: null }, notes: [{ text: 'after' }] });
  const at = await server.services.db('conversations').whereIn('id', [kept.id, gone.id]).select('id', 'customer');
  expect(new Map(at.map(({ id: own, customer }) => [own, customer]))).toEqual(new Map([[kept.id, kept.customer], [gone.id, gone.customer]]));
});

test('a case that was resolved, reopened late, handed over and found again from another channel is told in order', async () => {
  const [mail, chat] = [await channelOf('email', company.support), await channelOf('chat', company.support)];
  const address = `${randomUUID()}@mail.example`;
  const [day, night] = [await sit([company.support]), await sit([company.support], ['supervisor'])];
  const conversation = await writes(mail, { mail: address, text: 'Где заказ?', kind: 'email' });
  await day.until(open(conversation), (shown) => shown !== null);
  expect(await day.ask('conversation.take', { conversation })).toEqual(done);
  // Answered once the desk has read that it is theirs now.
  await day.until(open(conversation), (shown) => shown?.conversation.fence === 1);
  expect(await day.ask('message.send', { conversation, text: 'Едет' })).toMatchObject({ ok: true });
  expect(await day.ask('case.resolve', { conversation })).toEqual(done);
  await day.online();
  expect(await writes(mail, { mail: address, text: 'Не приехал', kind: 'email' })).toBe(conversation);
  await day.until(open(conversation), (shown) => shown?.case.state.status === 'open');
  // The shift ends: it goes back to the queue, and a colleague takes it.
  expect(await day.ask('conversation.assign', { conversation, to: null })).toEqual(done);
  await night.until(open(conversation), (shown) => shown?.conversation.assignee === null);
  expect(await night.ask('conversation.take', { conversation })).toEqual(done);
  const again = await writes(chat, { mail: address, text: 'Вы тут?', kind: 'chat' });
  expect(again).not.toBe(conversation);
  const [first, second] = [await night.until(open(conversation), (shown) => shown?.conversation.fence === 3), await night.until(open(again), (shown) => shown !== null)];
  // One case, one owner: two people cannot answer it unseen.
  expect(second?.case.id).toBe(first?.case.id);
  expect(second?.conversation.assignee).toBe(first?.conversation.assignee);
  const told = first?.messages.map(({ row: { part, text } }) => (part.kind === 'event' ? part.event.type : text));
  expect(told).toEqual(['Где заказ?', 'taken', 'Едет', 'resolved', 'reopened', 'Не приехал', 'returned', 'taken']);
  const customer = first?.conversation.customer ?? id('customer', 'none');
  expect(conversationsIn((await night.until(timeline(customer), ({ items }) => conversationsIn(items).length === 2)).items)).toEqual([again, conversation]);
});

test('a merge is taken back after more was written: what belongs to the case went along, a note that came after stayed, and the next mail finds its own customer', async () => {
  const [mail, chat] = [await channelOf('email', company.support), await channelOf('chat', company.support)];
  const [address, other] = [`${randomUUID()}@mail.example`, `${randomUUID()}@mail.example`];
  const chief = await sit([company.support], ['supervisor']);
  const [one, two] = [await writes(mail, { mail: address, text: 'Где заказ?', kind: 'email' }), await writes(mail, { mail: other, text: 'Нужен счёт', kind: 'email' })];
  const customerOf = async (conversation: ConversationId): Promise<CustomerId> => (await chief.until(open(conversation), (shown) => shown !== null))?.conversation.customer ?? id('customer', 'none');
  const [kept, gone] = [await customerOf(one), await customerOf(two)];
  expect(await chief.ask('customer.merge', { customer: kept, other: gone, takes: [] })).toEqual(done);
  await chief.until(card(kept), (shown) => shown?.identities.length === 2);
  // They write again, by mail and from the chat, and somebody keeps a note.
  expect(await writes(mail, { mail: other, text: 'Счёт пришёл, спасибо', kind: 'email' })).toBe(two);
  const live = await writes(chat, { mail: other, text: 'А когда доставка?', kind: 'chat' });
  await chief.until(open(live), (shown) => shown?.conversation.customer === kept);
  expect(await chief.ask('customerNote.add', { customer: kept, text: 'Просит звонить вечером', pinned: true })).toEqual(done);
  await chief.online();
  const merged = await chief.until(card(kept), (shown) => shown?.merges.length === 1);
  expect(await chief.ask('customer.unmerge', { customer: kept, merge: merged?.merges[0]?.id ?? id('merge', 'none') })).toEqual(done);
  const [late, talk] = [await chief.until(open(two), (shown) => shown?.conversation.customer === gone), await chief.until(open(live), (shown) => shown?.conversation.customer === gone)];
  expect(late?.messages.flatMap(({ row: { part, text } }) => (part.kind === 'inbound' ? [text] : []))).toEqual(['Нужен счёт', 'Счёт пришёл, спасибо']);
  expect(talk?.case.id).toBe(late?.case.id);
  const left = await chief.until(card(kept), (shown) => shown?.merges.length === 0);
  // The address of the chat came after the merge and stays.
  expect(left?.identities.map(({ kind, value }) => (kind === 'chat' ? kind : value)).toSorted()).toEqual([address, 'chat'].toSorted());
  expect(left).toMatchObject({ notes: [{ text: 'Просит звонить вечером' }] });
  expect(conversationsIn((await chief.until(timeline(kept), ({ items }) => conversationsIn(items).length === 1)).items)).toEqual([one]);
  expect(await writes(mail, { mail: other, text: 'Ещё вопрос', kind: 'email' })).toBe(two);
  expect(await customerOf(two)).toBe(gone);
});

test('cases are linked in both, and one goes into the other and comes back with a line each', async () => {
  const [mail, chat] = [await channelOf('email', company.support), await channelOf('chat', company.support)];
  const address = `${randomUUID()}@mail.example`;
  const anna = await sit([company.support]);
  const one = await writes(mail, { mail: address, text: 'Возврат', kind: 'email' });
  await anna.until(open(one), (shown) => shown !== null);
  await anna.ask('case.resolve', { conversation: one });
  await anna.online();
  const two = await writes(chat, { mail: address, text: 'И ещё вопрос', kind: 'chat' });
  const before = await anna.until(open(two), (shown) => shown !== null);
  expect(await anna.ask('case.link', { conversation: one, to: two, linked: true })).toEqual(done);
  await anna.until({ name: 'together', input: { conversation: two } }, ({ related }) => related.length === 1);
  expect(await anna.ask('case.merge', { conversation: one, into: two })).toEqual(done);
  const merged = await anna.until(open(one), (shown) => shown?.case.id === before?.case.id);
  expect(merged?.messages.at(-1)?.row.part).toMatchObject({ kind: 'event', event: { type: 'caseMerged' } });
  const { merged: brought } = await anna.until({ name: 'together', input: { conversation: two } }, (shown) => shown.merged.length === 1);
  expect(await anna.ask('case.part', { conversation: one, parted: brought[0]?.case.id ?? id('case', 'none') })).toEqual(done);
  const parted = await anna.until(open(one), (shown) => shown?.case.id !== before?.case.id);
  expect(parted).toMatchObject({ case: { state: { status: 'resolved' }, merged: null } });
  expect(parted?.messages.at(-1)?.row.part).toMatchObject({ kind: 'event', event: { type: 'caseParted' } });
});

test('a team sees that another one had contact with its customer, and never what was said', async () => {
  const [mail, chat] = [await channelOf('email', company.support), await channelOf('chat', company.delivery)];
  const address = `${randomUUID()}@mail.example`;
  const anna = await sit([company.support]);
  const conversation = await writes(mail, { mail: address, text: 'Где заказ?', kind: 'email' });
  await writes(chat, { mail: address, text: 'canary-of-delivery', kind: 'chat' });
  const customer = (await anna.until(open(conversation), (shown) => shown !== null))?.conversation.customer ?? id('customer', 'none');
  expect(await anna.ask('customer.fetch', { customer })).toEqual(done);
  const { items } = await anna.until(timeline(customer), (page) => page.items.some(({ kind }) => kind === 'stub'));
  expect(items.find(({ kind }) => kind === 'stub')).toMatchObject({ stub: { channel: 'chat', team: company.delivery, status: 'new', topic: '' } });
  expect(JSON.stringify(items)).not.toContain('canary-of-delivery');
  await server.services.db('tenants').where({ id: company.tenant }).update({ sharesContacts: false });
  const boris = await sit([company.support]);
  await boris.until(open(conversation), (shown) => shown !== null);
  expect(await boris.ask('customer.fetch', { customer })).toEqual(done);
  expect((await boris.until(timeline(customer), () => true)).items.filter(({ kind }) => kind === 'stub')).toEqual([]);
});

test('who writes while two customers become one writes as the one', async () => {
  const { db, exchange } = server.services;
  const [mail, chat] = [await channelOf('email', company.support), await channelOf('chat', company.delivery)];
  const address = `${randomUUID()}@mail.example`;
  const begun = await writes(mail, { mail: address, text: 'Где заказ?', kind: 'email' });
  const survivor = await customerOf(await writes(mail, { mail: `${randomUUID()}@mail.example`, text: 'Здравствуйте', kind: 'email' }));
  const other = await customerOf(begun);
  const written = await exchange.commit(company.tenant, async (tx, now, put) => {
    const pair = await lockPair(tx, company.tenant, { survivor, other });
    if (pair === null) throw new Error('no pair');
    const writing = writes(chat, { mail: address, text: 'Ещё вопрос', kind: 'chat' });
    await expect.poll(isWaitedFor).toBe(true);
    await put(mergeCustomers({ merge: id('merge', randomUUID()), takes: [], ...pair }, await lockWhole(tx, company.tenant, other), { by: id('person', 'anna'), at: now }));
    return { writing };
  });
  expect(await customerOf(await written.writing)).toBe(survivor);
  expect(await db('conversations').where({ customer: other })).toEqual([]);
});

test('an order that another system told while its customer was merged was nobody’s: it is the survivor’s', async () => {
  const { db, exchange } = server.services;
  const mail = await channelOf('email', company.support);
  const newcomer = async (): Promise<CustomerId> => customerOf(await writes(mail, { mail: `${randomUUID()}@mail.example`, text: 'Где заказ?', kind: 'email' }));
  const [survivor, other] = [await newcomer(), await newcomer()];
  const { email } = await hire(exchange.commit, company.tenant, { teams: [company.support], roles: ['administrator'] });
  const { me } = await signIn(server.url, email);
  const program = await newProgram(db, { tenant: company.tenant, person: me.id });
  const body = JSON.stringify({ customer: other, number: 'M-1', status: 'paid', total: 1, currency: 'RUB', placedAt: '2026-05-12T12:00:00.000Z', items: [] });
  const merged = await exchange.commit(company.tenant, async (tx, now, put) => {
    const pair = await lockPair(tx, company.tenant, { survivor, other });
    if (pair === null) throw new Error('no pair');
    const telling = fetch(new URL('/api/v1/orders/M-1', server.url), { method: 'PUT', headers: { authorization: `Bearer ${program}`, 'content-type': 'application/json' }, body });
    await expect.poll(isWaitedFor).toBe(true);
    await put(mergeCustomers({ merge: id('merge', randomUUID()), takes: [], ...pair }, await lockWhole(tx, company.tenant, other), { by: id('person', 'anna'), at: now }));
    return { telling };
  });
  expect((await merged.telling).status).toBe(200);
  expect(await db('orders').where({ tenant: company.tenant, key: 'M-1' }).pluck('customer')).toEqual([survivor]);
});

/** Somebody in this database waits for what somebody else holds. */
async function isWaitedFor(): Promise<boolean> {
  const waiting: unknown[] = await server.services.db('pg_locks as lock').join('pg_stat_activity as whose', 'whose.pid', 'lock.pid').where({ granted: false }).whereRaw('datname = current_database()').select('lock.pid');
  return waiting.length > 0;
}

async function customerOf(conversation: ConversationId): Promise<CustomerId> {
  const row = await loadRow(server.services.db, company.tenant, { table: 'conversations', id: conversation });
  if (row === null) throw new Error('no conversation');
  return row.customer;
}
