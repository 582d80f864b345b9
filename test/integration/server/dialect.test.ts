import type { Granted } from '#contract/session';
import { id, type TeamId } from '#kernel/id';
import { protocolVersion } from '#contract/protocol';
import type { RunningServer } from '#server/start-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { get, post, readSnapshot, signIn, TestDesk } from '../../support/central-server';
import { arrive, type Company } from '../../support/company';
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
  return signIn(server.url, (await served.newAgent()).email);
}

async function moveTo(session: Granted, teams: readonly TeamId[]): Promise<void> {
  const row = { id: session.me.id, name: 'Person', roles: ['agent' as const], teams: [...teams], version: 0 };
  await server.services.exchange.commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'people', row }]));
}

/** As a desk of protocol 1 wrote it, letter by letter. */
function recordedHello(access: string, client: string, at: { readonly epoch: string; readonly cursor: number } | null): string {
  return `{"t":"hello","protocol":1,"schema":1,"access":"${access}","client":"${client}","at":${at === null ? 'null' : `{"epoch":"${at.epoch}","cursor":${at.cursor}}`}}`;
}

test('a desk of the version before is served in its own words, and begins anew when its teams change', async () => {
  const session = await newSession();
  const first = await TestDesk.open(server.url);
  await post(server.url, '/clients', { client: first.client, access: session.access });
  first.send(recordedHello(session.access, first.client, null));
  await first.heard((frame) => frame.t === 'resync');
  const [head = ''] = (await (await get(server.url, `/sync/snapshot?client=${first.client}`, session.access)).text()).split('\n');
  // Strict: a word more and a desk of that version would take the body for broken.
  const { epoch, seq } = z.strictObject({ epoch: z.string(), seq: z.int(), lastMutation: z.literal(0) }).parse(JSON.parse(head));
  first.send(recordedHello(session.access, first.client, { epoch, cursor: seq }));
  expect(await first.heard((frame) => frame.t === 'welcome')).toMatchObject({ epoch });
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  await first.heard((frame) => frame.t === 'changes' && JSON.stringify(frame).includes(talk.id));
  expect([...new Set(first.frames.map(({ t }) => t))]).toEqual(['resync', 'welcome', 'changes']);
  await moveTo(session, [company.delivery]);
  await first.heard((frame) => frame.t === 'failure' && frame.code === 'access.signedOut');
  const again = await TestDesk.open(server.url, first.client);
  again.send(recordedHello(session.access, first.client, { epoch, cursor: seq }));
  await again.heard((frame) => frame.t === 'resync');
  again.close();
});

test.each([
  ['a protocol of the future, whatever else it says', { protocol: 3, schema: 1, more: { than: 'we know' } }],
  ['a protocol of long ago', { protocol: 0, schema: 1 }],
  ['a schema of the future', { protocol: 2, schema: 5 }],
  ['a schema of long ago', { protocol: 2, schema: 0 }],
])('%s gets one readable failure before any data', async (_which, versions) => {
  const session = await newSession();
  const desk = await TestDesk.open(server.url);
  desk.send({ t: 'hello', access: session.access, client: desk.client, at: null, ...versions });
  await expect.poll(() => desk.closed).toBe(true);
  expect(desk.frames).toMatchObject([{ t: 'failure', code: 'server.incompatible' }]);
  const query = `client=${desk.client}&protocol=${versions.protocol}&schema=${versions.schema}`;
  expect((await get(server.url, `/sync/snapshot?${query}`, session.access)).status).toBeGreaterThanOrEqual(400);
});

test('S-07 after a change of teams nothing of the old team is sent, and nothing at all until the desk greets again', async () => {
  const session = await newSession();
  const desk = await TestDesk.live(server.url, session);
  const { commit } = server.services.exchange;
  const before = await arrive(commit, { tenant: company.tenant, team: company.support, text: 'before' });
  await desk.heard((frame) => JSON.stringify(frame).includes(before.id));
  const moved = moveTo(session, [company.delivery]);
  const during = await Promise.all(Array.from({ length: 20 }, () => moved.then(() => arrive(commit, { tenant: company.tenant, team: company.support, text: 'of the old team' }))));
  await desk.heard((frame) => frame.t === 'changed');
  const colleague = await TestDesk.live(server.url, await signIn(server.url, (await served.newAgent([company.delivery])).email));
  const own = await arrive(commit, { tenant: company.tenant, team: company.delivery, text: 'of the new team' });
  // Whoever hears of it heard of all that is before it; what was told to this desk until then comes before its pong.
  await colleague.heard((frame) => JSON.stringify(frame).includes(own.id));
  colleague.close();
  desk.send({ t: 'ping' });
  await desk.heard((frame) => frame.t === 'pong');
  const told = JSON.stringify(desk.frames);
  expect(during.filter(({ id: one }) => told.includes(one))).toEqual([]);
  expect(told.includes(own.id)).toBe(false);
  desk.hello(session.access, { epoch: 'any', cursor: 0, scopes: ['org', `team:${company.support}`, `person:${session.me.id}`, `client:${desk.client}`] });
  expect(await desk.heard((frame) => frame.t === 'leave')).toMatchObject({ scopes: [`team:${company.support}`] });
  desk.close();
});

test('a push that was on its way while the person lost the team is judged as who they are now', async () => {
  const session = await newSession();
  const desk = await TestDesk.live(server.url, session);
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  await moveTo(session, [company.delivery]);
  await desk.heard((frame) => frame.t === 'changed');
  desk.send({ t: 'push', mutations: [{ id: 1, intent: { name: 'note.add', args: { message: id('message', 'late'), conversation: talk.id, text: 'late' } } }] });
  await desk.heard((frame) => frame.t === 'ack' && frame.upTo === 1);
  expect(await server.services.db('messages').where({ tenant: company.tenant, conversation: talk.id, text: 'late' })).toEqual([]);
  desk.close();
});

test('a desk of schema 3 whose team lost a customer is told of their addresses too: it kept them, as it takes away only what is named', async () => {
  const session = await newSession();
  const { commit } = server.services.exchange;
  const talk = await arrive(commit, { tenant: company.tenant, team: company.support });
  const { db } = server.services;
  const [address] = await db('identities').where({ tenant: company.tenant, customer: talk.customer }).pluck<string[]>('id');
  const desk = await TestDesk.open(server.url);
  await post(server.url, '/clients', { client: desk.client, access: session.access });
  const { at } = await readSnapshot(server.url, session, desk.client);
  desk.send({ t: 'hello', protocol: protocolVersion, schema: 3, access: session.access, client: desk.client, at });
  await desk.heard((frame) => frame.t === 'welcome');
  const standing = await db('cases').where({ id: talk.case }).first<{ number: string }>('number');
  const row = { id: talk.case, number: Number(standing?.number), customer: talk.customer, team: company.delivery, topic: 'Order', state: { status: 'new' as const }, owner: null, previous: null, openedAt: talk.openedAt, priority: 'normal' as const, tags: [], outcome: null, related: [], merged: null, heard: null, version: 1 };
  await commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'cases', row }, { op: 'put', table: 'conversations', row: { ...talk, team: company.delivery } }]));
  const told = await desk.heard((frame) => frame.t === 'changes' && JSON.stringify(frame).includes(`"remove","${talk.customer}"`));
  expect(told.t === 'changes' ? told.changes : []).toEqual(expect.arrayContaining([['customers', 'remove', talk.customer], ['identities', 'remove', address]]));
  desk.close();
});
