import type { Granted } from '#contract/session';
import type { Role } from '#domain/access/person';
import { keepMail } from '#db/central/mail';
import { id, type TeamId } from '#kernel/id';
import { day } from '#kernel/instant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hire, signIn } from '../../support/central-server';
import { arrive } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
const [queue, mailbox, elsewhere] = [id('queue', 'support'), id('channel', 'support'), id('channel', 'delivery')];

beforeAll(async () => {
  served = await openServedCompany();
  const { company: { tenant, support, delivery }, server } = served;
  await server.services.exchange.commit(tenant, (_tx, _now, put) =>
    put([
      { op: 'put', table: 'queues', row: { id: queue, team: support, name: 'Support', version: 0, asksOutcome: false } },
      { op: 'put', table: 'queues', row: { id: id('queue', 'delivery'), team: delivery, name: 'Delivery', version: 0, asksOutcome: false } },
      { op: 'put', table: 'channels', row: { id: mailbox, kind: 'email', name: 'Support', address: 'support@shop.example', queue, version: 0 } },
      { op: 'put', table: 'channels', row: { id: elsewhere, kind: 'email', name: 'Delivery', address: 'delivery@shop.example', queue: id('queue', 'delivery'), version: 0 } },
    ]),
  );
});
afterAll(() => served.stop());

async function person(role: Role, team: TeamId = served.company.support): Promise<Granted> {
  const { email } = await hire(served.server.services.exchange.commit, served.company.tenant, { teams: [team], roles: [role] });
  return signIn(served.server.url, email);
}

async function ask({ access }: Granted, call: string, body?: unknown): Promise<unknown> {
  const [method = '', path = ''] = call.split(' ');
  const headers = { authorization: `Bearer ${access}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await fetch(new URL(path, served.server.url), { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return answer.json();
}

/** A mail of somebody whose mails nobody wants. */
async function mailed(): Promise<string> {
  const { company: { tenant, support }, server } = served;
  const talk = await arrive(server.services.exchange.commit, { tenant, team: support });
  await keepMail(server.services.db, { tenant, channel: mailbox, key: talk.id, conversation: talk.id, message: null, messageId: null, references: [], sender: 'win@prize.example', nature: 'personal', at: 1, raw: Buffer.from('') });
  return `/conversations/${talk.id}/blocked-sender`;
}

test('whoever works with a mail blocks its sender and takes that back; what somebody else has blocked only those who lead', async () => {
  const [agent, colleague, stranger, lead, administrator] = await Promise.all([person('agent'), person('agent'), person('agent', served.company.delivery), person('supervisor'), person('administrator')]);
  const blocking = await mailed();
  const blocked = async (): Promise<unknown> => ask(administrator, 'GET /blocked-senders');
  const own = [{ sender: 'win@prize.example', person: agent.me.id }];
  expect(await ask(stranger, `PUT ${blocking}`)).toMatchObject({ code: 'conversation.absent' });
  expect(await ask(agent, `PUT ${blocking}`)).toEqual({ sender: 'win@prize.example' });
  expect(await blocked()).toMatchObject(own);
  await ask(colleague, `DELETE ${blocking}`);
  expect(await blocked()).toMatchObject(own);
  await ask(lead, `DELETE ${blocking}`);
  expect(await blocked()).toEqual([]);
  await ask(agent, `PUT ${blocking}`);
  await ask(agent, `DELETE ${blocking}`);
  expect(await blocked()).toEqual([]);
});

test('an administrator blocks an address or a domain, written in any way, and nothing that is neither', async () => {
  const administrator = await person('administrator');
  await ask(administrator, 'POST /blocked-senders', { sender: ' @Prize.Example ' });
  for (const sender of ['prize.example', '@', '@prize', 'a@b@prize.example', '']) expect(await ask(administrator, 'POST /blocked-senders', { sender }), sender).toMatchObject({ code: 'request.malformed' });
  expect(await ask(administrator, 'GET /blocked-senders')).toMatchObject([{ sender: '@prize.example' }]);
  await ask(administrator, 'DELETE /blocked-senders/%40prize.example');
  expect(await ask(administrator, 'GET /blocked-senders')).toEqual([]);
});

test('what stands around mails is set by those who lead the team of the mailbox, and never with a slot that could stay empty', async () => {
  const [lead, other] = await Promise.all([person('supervisor'), person('supervisor', served.company.delivery)]);
  const frame = { language: 'en', greeting: 'Hello {customer|there},', closing: '' };
  expect(await ask(other, `PUT /channels/${mailbox}/frame`, frame)).toMatchObject({ code: 'mailbox.absent' });
  expect(await ask(lead, `PUT /channels/${mailbox}/frame`, { ...frame, greeting: 'Hello {customer},' })).toMatchObject({ code: 'frame.noFallback' });
  expect(await ask(lead, `PUT /channels/${mailbox}/frame`, { ...frame, closing: '{shop}' })).toMatchObject({ code: 'frame.unknownSlot' });
  expect(await ask(lead, `GET /channels/${mailbox}/frame`)).toEqual([]);
  expect(await ask(lead, `PUT /channels/${mailbox}/frame`, frame)).toBeNull();
  expect(await ask(lead, `GET /channels/${mailbox}/frame`)).toEqual([frame]);
});

test('a queue writes from a mailbox of its own team', async () => {
  const [administrator, agent] = await Promise.all([person('administrator'), person('agent')]);
  expect(await ask(administrator, `PUT /queues/${queue}/mailbox`, { channel: elsewhere })).toMatchObject({ code: 'mailbox.absent' });
  expect(await ask(administrator, `PUT /queues/${queue}/mailbox`, { channel: mailbox })).toBeNull();
  expect(await ask(agent, 'GET /queue-mailboxes')).toEqual([{ queue, channel: mailbox }]);
  await ask(administrator, `PUT /queues/${queue}/mailbox`, { channel: null });
  expect(await ask(agent, 'GET /queue-mailboxes')).toEqual([]);
});

test('colleagues see when somebody is away, and not what customers are told', async () => {
  const [agent, colleague] = await Promise.all([person('agent'), person('agent', served.company.delivery)]);
  const absence = { from: Date.now(), until: Date.now() + day, text: 'Back on Monday.' };
  expect(await ask(agent, 'PUT /me/absence', { absence: { ...absence, until: absence.from } })).toMatchObject({ code: 'request.malformed' });
  await ask(agent, 'PUT /me/absence', { absence });
  expect(await ask(agent, 'GET /me/absence')).toEqual(absence);
  const { text: _text, ...seen } = absence;
  expect(await ask(colleague, 'GET /absences')).toEqual([{ person: agent.me.id, ...seen }]);
  await ask(agent, 'PUT /me/absence', { absence: null });
  expect([await ask(agent, 'GET /me/absence'), await ask(colleague, 'GET /absences')]).toEqual([null, []]);
});

const mailOf = (message: string): object => ({ message, channel: mailbox, recipients: { to: ['new@home.example'], cc: [], bcc: [] }, subject: 'Hello', text: 'Hello' });
const messagesOf = async (message: string): Promise<number> => (await served.server.services.db('messages').where({ id: message })).length;

test('a new mail that was withdrawn never begins under its name, one that has begun is not withdrawn, and both at once are one of the two', async () => {
  const [agent, colleague] = await Promise.all([person('agent'), person('agent')]);
  const [late, begun] = [id('message', crypto.randomUUID()), id('message', crypto.randomUUID())];
  expect(await ask(agent, 'POST /mails/withdrawals', { message: late })).toEqual({ conversation: null });
  expect(await ask(agent, 'POST /mails', mailOf(late))).toMatchObject({ code: 'mutation.failed' });
  expect(await messagesOf(late)).toBe(0);

  const conversation = await ask(agent, 'POST /mails', mailOf(begun));
  expect(await messagesOf(begun)).toBe(1);
  expect(await ask(colleague, 'POST /mails/withdrawals', { message: begun })).toEqual({ conversation: null });
  expect(await ask(agent, 'POST /mails/withdrawals', { message: begun })).toEqual(conversation);
  expect(await ask(agent, 'POST /mails', mailOf(begun))).toEqual(conversation);

  for (let turn = 0; turn < 6; turn += 1) {
    const message = id('message', crypto.randomUUID());
    const calls = [() => ask(agent, 'POST /mails', mailOf(message)), () => ask(agent, 'POST /mails/withdrawals', { message })];
    const [, withdrawn] = turn % 2 === 0 ? await Promise.all(calls.map((call) => call())) : (await Promise.all(calls.toReversed().map((call) => call()))).toReversed();
    expect(await messagesOf(message)).toBe((withdrawn as { conversation: string | null }).conversation === null ? 0 : 1);
  }
});

/** What they may do changes while they are signed in. */
async function become({ me }: Granted, changes: { readonly roles?: readonly Role[]; readonly teams?: readonly TeamId[] }): Promise<void> {
  const { company: { tenant }, server } = served;
  await server.services.exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'people', row: { id: me.id, name: me.name, roles: me.roles, teams: me.teams, version: 0, ...changes } }]));
}

/** The mailbox goes to other people. */
async function handMailboxTo(team: TeamId): Promise<void> {
  const { company: { tenant }, server } = served;
  await server.services.exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'queues', row: { id: queue, team, name: 'Support', version: 0, asksOutcome: false } }]));
}

test('a new mail that had left was said to be unsent when its answer was lost and its author lost the mailbox, the team or the role meanwhile', async () => {
  const { company: { support, delivery } } = served;
  const lose: readonly ((author: Granted) => Promise<void>)[] = [() => handMailboxTo(delivery), (author) => become(author, { teams: [delivery] }), (author) => become(author, { roles: ['trainer'] })];
  for (const losing of lose) {
    const [author, colleague] = await Promise.all([person('agent'), person('agent')]);
    const [message, unheard] = [id('message', crypto.randomUUID()), id('message', crypto.randomUUID())];
    const begun = await ask(author, 'POST /mails', mailOf(message));
    expect(begun).toEqual({ conversation: expect.any(String) as string });
    // Of a mail of theirs nobody else hears, with the mailbox or without it.
    expect(await ask(colleague, 'POST /mails', mailOf(message))).toMatchObject({ code: 'mutation.failed' });
    await Promise.all([losing(author), losing(colleague)]);
    expect(await ask(author, 'POST /mails', mailOf(message))).toEqual(begun);
    expect(await ask(author, 'POST /mails', { ...mailOf(message), channel: id('channel', 'gone') })).toEqual(begun);
    expect(await ask(author, 'POST /mails', mailOf(unheard))).toMatchObject({ code: 'queue.absent' });
    expect(await ask(colleague, 'POST /mails', mailOf(message))).toMatchObject({ code: 'queue.absent' });
    expect([await messagesOf(message), await messagesOf(unheard)]).toEqual([1, 0]);
    await handMailboxTo(support);
  }
});
