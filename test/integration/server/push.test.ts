import { intent } from '#contract/intents';
import { id } from '#kernel/id';
import type { Granted } from '#contract/session';
import type { RunningServer } from '#server/start-server';
import { pushMutations } from '#server/sync/push';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { get, readSnapshot, signIn, TestDesk } from '../../support/central-server';
import { arrive, note, type Company } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
let server: RunningServer;
let company: Company;

beforeAll(async () => {
  served = await openServedCompany();
  ({ server, company } = served);
});
afterAll(() => served.stop());

async function newSession(): Promise<Granted> {
  const { email } = await served.newAgent();
  return signIn(server.url, email);
}

const live = (session: Granted): Promise<TestDesk> => TestDesk.live(server.url, session);

function texts(conversation: string): Promise<string[]> {
  return server.services.db('messages').where({ conversation, tenant: company.tenant }).orderBy('at').pluck('text');
}

test('repeated frames apply every mutation once and in order', async () => {
  const conversation = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support, text: 'first' });
  const desk = await live(await newSession());
  const mutations = ['a', 'b', 'c', 'd'].map((text, index) => ({ id: index + 1, intent: note(conversation.id, text) }));
  desk.send({ t: 'push', mutations: mutations.slice(0, 2) });
  desk.send({ t: 'push', mutations: mutations.slice(0, 3) });
  desk.send({ t: 'push', mutations });
  desk.send({ t: 'push', mutations });
  await desk.heard((frame) => frame.t === 'ack' && frame.upTo === 4);
  await desk.heard((frame) => frame.t === 'changes' && JSON.stringify(frame).includes('"clients","put"'));
  expect(await texts(conversation.id)).toEqual(['first', 'a', 'b', 'c', 'd']);
  desk.close();
});

test('pushes that wait behind each other go together, in order and each once; a malformed one ends the line, and not what came before it', async () => {
  const conversation = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support, text: 'first' });
  const desk = await live(await newSession());
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
  for (const [index, text] of lines.entries()) desk.send({ t: 'push', mutations: [{ id: index + 1, intent: note(conversation.id, text) }] });
  await desk.heard((frame) => frame.t === 'ack' && frame.upTo === lines.length);
  expect(await texts(conversation.id)).toEqual(['first', ...lines]);
  expect(desk.frames.filter(({ t }) => t === 'ack').length).toBeLessThan(lines.length);
  for (const text of ['x', 'y']) desk.send({ t: 'push', mutations: [{ id: lines.length + (text === 'x' ? 1 : 2), intent: note(conversation.id, text) }] });
  desk.send('{"t":"push"}');
  await expect.poll(() => desk.closed).toBe(true);
  await expect.poll(() => texts(conversation.id)).toEqual(['first', ...lines, 'x', 'y']);
});

test('a refused mutation leaves its reason, changes nothing and blocks nothing behind it', async () => {
  const conversation = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support, text: 'first' });
  const desk = await live(await newSession());
  desk.send({
    t: 'push',
    mutations: [
      { id: 1, intent: { name: 'message.send', args: { message: id('message', randomUUID()), conversation: conversation.id, text: 'not mine' } } },
      { id: 2, intent: { name: 'no.such', args: {} } },
      { id: 3, intent: note(conversation.id, 'kept') },
    ],
  });
  await desk.heard((frame) => frame.t === 'ack' && frame.upTo === 3);
  const told = await server.services.db('refusals').where({ client: desk.client }).orderBy('mutation').select('mutation', 'name', 'code');
  expect(told).toEqual([
    { mutation: 1, name: 'message.send', code: 'conversation.notYours' },
    { mutation: 2, name: 'unknown', code: 'mutation.failed' },
  ]);
  expect(await texts(conversation.id)).toEqual(['first', 'kept']);
  desk.close();
});

test('a mutation cannot overwrite a message that exists, in whatever team', async () => {
  const { commit } = server.services.exchange;
  const own = await arrive(commit, { tenant: company.tenant, team: company.support, text: 'first' });
  const foreign = await arrive(commit, { tenant: company.tenant, team: company.delivery, text: 'untouched' });
  const taken: { id: string } = await server.services.db('messages').where({ conversation: foreign.id }).first('id');
  const desk = await live(await newSession());
  const { args } = note(own.id, 'overwrites');
  desk.send({ t: 'push', mutations: [{ id: 1, intent: { name: 'note.add', args: { ...args, message: taken.id } } }, { id: 2, intent: note(own.id, 'goes on') }] });
  await desk.heard((frame) => frame.t === 'ack' && frame.upTo === 2);
  expect([await texts(foreign.id), await texts(own.id)]).toEqual([['untouched'], ['first', 'goes on']]);
  desk.close();
});

test('text that no database can keep does not stop the line', async () => {
  const conversation = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support, text: 'first' });
  const desk = await live(await newSession());
  desk.send({ t: 'push', mutations: [{ id: 1, intent: note(conversation.id, 'half \ud83d and nul \u0000 end') }, { id: 2, intent: note(conversation.id, 'next') }] });
  await desk.heard((frame) => frame.t === 'ack' && frame.upTo === 2);
  expect(await texts(conversation.id)).toEqual(['first', 'half \ufffd and nul  end', 'next']);
  desk.close();
});

test('a database that cannot write now refuses nothing for good', async () => {
  const { db, exchange, push } = server.services;
  const conversation = await arrive(exchange.commit, { tenant: company.tenant, team: company.support, text: 'first' });
  const session = await newSession();
  const desk = await live(session);
  const who = await server.services.sessions.authenticate(session.access);
  if (!who.ok) throw new Error(who.code);
  const mutations = [{ id: 1, intent: note(conversation.id, 'kept') }];
  for (const code of ['53100', '57014', '40P01', '58030']) {
    const broken = pushMutations({ ...push, afterChanges: () => Promise.reject(Object.assign(new Error(code), { code })) }, { who: who.value, client: desk.client, intent }, mutations);
    await expect(broken).rejects.toMatchObject({ code });
  }
  expect(await pushMutations(push, { who: who.value, client: desk.client, intent }, mutations)).toBe(1);
  expect(await db('refusals').where({ client: desk.client })).toEqual([]);
  expect(await texts(conversation.id)).toEqual(['first', 'kept']);
  desk.close();
});

test('a gap in the numbers ends the connection and applies nothing', async () => {
  const conversation = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support, text: 'first' });
  const desk = await live(await newSession());
  desk.send({ t: 'push', mutations: [{ id: 2, intent: note(conversation.id, 'too early') }] });
  await desk.heard((frame) => frame.t === 'failure' && frame.code === 'request.malformed');
  expect(await texts(conversation.id)).toEqual(['first']);
});

test('two agents take one conversation: one of them has it, and a repeated question gets the same answer', async () => {
  const conversation = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  const desks = await Promise.all([live(await newSession()), live(await newSession())]);
  const keys = desks.map(() => randomUUID());
  for (const round of [1, 2]) {
    desks.forEach((desk, index) => {
      const args = { conversation: conversation.id, event: id('message', keys[index] ?? '') };
      desk.send({ t: 'command', key: keys[index], command: { name: 'conversation.take', args } });
    });
    await Promise.all(desks.map((desk) => expect.poll(() => desk.frames.filter(({ t }) => t === 'result').length).toBe(round)));
  }
  const answers = desks.map((desk) => desk.frames.flatMap((frame) => (frame.t === 'result' ? [frame.failure] : [])));
  expect(answers.map(([first]) => first).sort((one) => (one === null ? 1 : -1))).toEqual(['conversation.taken', null]);
  for (const [first, second] of answers) expect(second).toBe(first);
  const stored: { fence: number } = await server.services.db('conversations').where({ id: conversation.id }).first('fence');
  expect(stored.fence).toBe(1);
  desks.forEach((desk) => desk.close());
});

test('malformed frames get a coded answer and never a crash', async () => {
  const session = await newSession();
  for (const frame of ['', '{', 'null', '[]', '{"t":"hello"}', '{"t":"nothing"}', `{"t":"ping","more":1}`, JSON.stringify({ t: 'hello', protocol: 1, schema: 1, access: 'x'.repeat(501), client: 'cli_x', at: null })]) {
    const desk = await TestDesk.open(server.url);
    desk.send(frame);
    await expect.poll(() => desk.closed).toBe(true);
    expect(desk.frames).toMatchObject([{ t: 'failure', code: 'request.malformed' }]);
  }
  const large = await TestDesk.open(server.url);
  large.send('x'.repeat(70_000));
  await expect.poll(() => large.closed).toBe(true);
  const old = await TestDesk.open(server.url);
  old.send({ t: 'hello', protocol: 99, schema: 1, access: session.access, client: 'cli_x', at: null });
  await old.heard((frame) => frame.t === 'failure' && frame.code === 'server.incompatible');
  expect((await get(server.url, '/health')).status).toBe(200);
});

test('a copy of another history or from the future begins anew', async () => {
  const session = await newSession();
  const desk = await live(session);
  const { head } = await server.services.exchange.log.state(company.tenant);
  const { epoch, scopes } = (await readSnapshot(server.url, session, desk.client)).at;
  const tries = [
    { at: { epoch: 'other', cursor: 0, scopes }, answer: 'resync' },
    { at: { epoch, cursor: head + 1000, scopes }, answer: 'resync' },
    { at: { epoch, cursor: head, scopes }, answer: 'welcome' },
  ];
  for (const { at, answer } of tries) {
    const again = await TestDesk.greeted(server.url, session, { client: desk.client, at });
    expect(again.frames[1]?.t).toBe(answer);
    again.close();
  }
  desk.close();
});

test('a copy is not continued for other teams, also when the snapshot for them broke off on its way', async () => {
  const session = await newSession();
  const desk = await live(session);
  const { at } = await readSnapshot(server.url, session, desk.client);
  desk.close();
  await server.services.db('people').where({ id: session.me.id }).update({ teams: JSON.stringify([company.delivery]) });
  // The server sent all of it; whether it arrived, only the copy can say.
  await readSnapshot(server.url, session, desk.client);
  const moved = await TestDesk.greeted(server.url, session, { client: desk.client, at });
  expect(moved.frames[1]).toMatchObject({ t: 'leave', scopes: [`team:${company.support}`] });
  moved.close();
});

test('a desk that was away catches up from the log, without gaps', async () => {
  const { commit } = server.services.exchange;
  const session = await newSession();
  const desk = await live(session);
  const { at } = await readSnapshot(server.url, session, desk.client);
  const { head } = await server.services.exchange.log.state(company.tenant);
  desk.close();
  const missed = await Promise.all(Array.from({ length: 60 }, (_, index) => arrive(commit, { tenant: company.tenant, team: index % 2 === 0 ? company.support : company.delivery })));
  const again = await TestDesk.greeted(server.url, session, { client: desk.client, at: { ...at, cursor: head } });
  const own = missed.filter((_, index) => index % 2 === 0);
  await expect.poll(() => own.every(({ id: one }) => JSON.stringify(again.frames).includes(one))).toBe(true);
  let sent = head;
  for (const frame of again.frames) {
    if (frame.t !== 'changes') continue;
    expect(frame.from).toBe(sent);
    sent = frame.to;
  }
  again.close();
});

test('a desk that reads too slowly is not drowned, and has everything once it reads on', async () => {
  const { commit } = server.services.exchange;
  const desk = await live(await newSession());
  const before = await server.services.exchange.log.state(company.tenant);
  desk.stopReading();
  const text = 'x'.repeat(19_000);
  const conversation = await arrive(commit, { tenant: company.tenant, team: company.support });
  const rows = Array.from({ length: 20 }, () => text);
  for (let batch = 0; batch < 40; batch += 1) {
    await commit(company.tenant, (_tx, now, put) =>
      put(
        rows.map((line, index) => ({
          op: 'put',
          table: 'messages',
          row: { id: id('message', `${conversation.id}-${batch}-${index}`), conversation: conversation.id, team: company.support, at: now, part: { kind: 'note', author: id('person', 'p') }, text: line, html: null, attachments: [], version: 0 },
        })),
      ),
    );
  }
  desk.readOn();
  const frames = () => desk.frames.filter((frame) => frame.t === 'changes');
  await expect.poll(() => frames().flatMap((frame) => frame.changes).filter(([table]) => table === 'messages').length, { timeout: 60_000 }).toBe(801);
  frames().forEach((frame, index) => expect(frame.from).toBe(frames()[index - 1]?.to ?? before.head));
  desk.close();
});
