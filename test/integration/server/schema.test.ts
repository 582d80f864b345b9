import type { Granted } from '#contract/session';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { get, hire, post, signIn, TestDesk } from '../../support/central-server';
import { arrive } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

const canary = 'canary-of-supervisors';

let served: ServedCompany;

beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

/** What a desk of schema 1 takes; anything else is a broken frame or a broken body to it. */
const knownTables = z.enum(['teams', 'people', 'queues', 'channels', 'customers', 'identities', 'cases', 'conversations', 'messages', 'clients', 'refusals']);
const knownScope = z.string().regex(/^(org|(team|person|client):[a-z]{3}_[A-Za-z0-9-]+)$/);
const knownHead = z.strictObject({ epoch: z.string(), seq: z.int(), lastMutation: z.int(), scopes: z.array(knownScope), after: z.int().nullable() });
const knownLine = z.union([z.strictObject({ table: knownTables, rows: z.array(z.array(z.unknown())) }), z.strictObject({ changes: z.array(z.unknown()) }), z.strictObject({ end: z.literal(true) })]);

type Standing = { readonly epoch: string; readonly cursor: number; readonly scopes: readonly string[] };

/** As a desk of schema 1 wrote them, letter by letter. */
const recorded = {
  hello: (access: string, client: string, at: Standing | null) =>
    `{"t":"hello","protocol":2,"schema":1,"access":"${access}","client":"${client}","at":${at === null ? 'null' : `{"epoch":"${at.epoch}","cursor":${at.cursor},"scopes":[${at.scopes.map((scope) => `"${scope}"`).join(',')}]}`}}`,
  snapshot: (client: string) => `/sync/snapshot?client=${client}&protocol=2&schema=1`,
  note: (number: number, conversation: string) =>
    `{"t":"push","mutations":[{"id":${number},"intent":{"name":"note.add","args":{"conversation":"${conversation}","text":"Позвонить завтра","message":"msg_${randomUUID()}"}}}]}`,
  resolve: (number: number, conversation: string) =>
    `{"t":"push","mutations":[{"id":${number},"intent":{"name":"case.resolve","args":{"conversation":"${conversation}","event":"msg_${randomUUID()}","fence":0}}}]}`,
  page: (conversation: string) => `/sync/conversation/${conversation}`,
};

async function supervisorSession(): Promise<Granted> {
  const { commit } = served.server.services.exchange;
  const { email } = await hire(commit, served.company.tenant, { teams: [served.company.support], roles: ['agent', 'supervisor'] });
  return signIn(served.server.url, email);
}

async function remarkOn(conversation: string, session: Granted): Promise<void> {
  const desk = await TestDesk.greeted(served.server.url, session);
  desk.send({ t: 'push', mutations: [{ id: 1, intent: { name: 'remark.add', args: { remark: id('remark', randomUUID()), conversation, text: canary } } }] });
  await desk.heard((frame) => frame.t === 'ack' && frame.upTo === 1);
  desk.close();
}

test('a supervisor’s desk of schema 1 is served all but remarks: greeting, copy, stream, push and pages', async () => {
  const { server, company } = served;
  const session = await supervisorSession();
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  await remarkOn(talk.id, session);

  const desk = await TestDesk.open(server.url);
  await post(server.url, '/clients', { client: desk.client, access: session.access });
  desk.send(recorded.hello(session.access, desk.client, null));
  await desk.heard((frame) => frame.t === 'resync');
  const body = await (await get(server.url, recorded.snapshot(desk.client), session.access)).text();
  const [first = '', ...lines] = body.trimEnd().split('\n');
  const head = knownHead.parse(JSON.parse(first));
  for (const text of lines) knownLine.parse(JSON.parse(text));
  expect(body).toContain(talk.id);
  desk.send(recorded.hello(session.access, desk.client, { epoch: head.epoch, cursor: head.seq, scopes: head.scopes }));
  await desk.heard((frame) => frame.t === 'welcome');

  desk.send(recorded.note(1, talk.id));
  await desk.heard((frame) => frame.t === 'ack' && frame.upTo === 1);
  await remarkOn(talk.id, session);
  desk.send({ t: 'push', mutations: [{ id: 2, intent: { name: 'remark.add', args: { remark: id('remark', 'of-schema-1'), conversation: talk.id, text: 'unknown here' } } }] });
  desk.send(recorded.resolve(3, talk.id));
  await desk.heard((frame) => frame.t === 'ack' && frame.upTo === 3);
  await desk.heard((frame) => frame.t === 'changes' && JSON.stringify(frame).includes('"resolved"'));
  const page = await (await get(server.url, recorded.page(talk.id), session.access)).text();
  expect(page).toContain('Позвонить завтра');

  const refusals = await server.services.db('refusals').where({ client: desk.client }).select('mutation', 'name', 'code');
  expect(refusals).toEqual([{ mutation: 2, name: 'unknown', code: 'mutation.failed' }]);
  expect(await server.services.db('remarks').where({ id: 'rem_of-schema-1' })).toEqual([]);
  const changes = desk.frames.flatMap((frame) => (frame.t === 'changes' ? frame.changes : []));
  expect(changes.map(([table]) => table).filter((table) => !knownTables.safeParse(table).success)).toEqual([]);
  for (const word of [canary, 'rem_', ':supervisors', '"remarks"']) expect([body, page, JSON.stringify(desk.frames)].filter((said) => said.includes(word)), word).toEqual([]);
  desk.close();
});

test('a desk that comes from schema 1 enters what its person may see besides, and keeps the rest of its copy', async () => {
  const { server, company } = served;
  const session = await supervisorSession();
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  await remarkOn(talk.id, session);
  const desk = await TestDesk.open(server.url);
  await post(server.url, '/clients', { client: desk.client, access: session.access });
  const body = await (await get(server.url, recorded.snapshot(desk.client), session.access)).text();
  const { epoch, seq, scopes } = knownHead.parse(JSON.parse(body.split('\n')[0] ?? ''));
  desk.send(recorded.hello(session.access, desk.client, { epoch, cursor: seq, scopes }).replace('"schema":1', '"schema":2'));
  await desk.heard((frame) => frame.t === 'enter');
  const rest = await (await get(server.url, `/sync/snapshot?client=${desk.client}&protocol=2&schema=2&epoch=${epoch}&cursor=${seq}&holds=${scopes.join(',')}`, session.access)).text();
  const tables = rest.trimEnd().split('\n').slice(1, -1).map((text) => z.object({ table: z.string() }).parse(JSON.parse(text)).table);
  expect([tables.filter((table) => table !== 'clients'), rest.includes(canary)]).toEqual([['remarks'], true]);
  desk.close();
});
