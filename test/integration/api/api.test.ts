import { apiScopes, apiTokenList, madeApiToken } from '#contract/api-token';
import type { ConversationRow } from '#domain/conversation/conversation';
import { id, type PersonId } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createPerson } from '../../support/accounts';
import { failureOf, get, password, post, signIn } from '../../support/central-server';
import { arrive } from '../../support/company';
import { newProgram } from '../../support/program';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
let conversation: ConversationRow;
let agent: PersonId;
let boss: { readonly person: PersonId; readonly access: string };
let program: string;

beforeAll(async () => {
  served = await openServedCompany();
  const { server, company } = served;
  const { commit } = server.services.exchange;
  const hired = async (roles: ('agent' | 'administrator')[]) => {
    const email = `${randomUUID()}@example.org`;
    return { email, person: (await createPerson(commit, company.tenant, { name: 'Anna', email, password, roles, teams: [company.support] })).id };
  };
  const administrator = await hired(['administrator']);
  boss = { person: administrator.person, access: (await signIn(server.url, administrator.email)).access };
  agent = (await hired(['agent'])).person;
  conversation = await arrive(commit, { tenant: company.tenant, team: company.support });
  program = await newProgram(server.services.db, { tenant: company.tenant, person: agent });
});
afterAll(() => served.stop());

async function say(path: string, text: string | null, { key = randomUUID(), token = program }: { readonly key?: string; readonly token?: string } = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key, ...(text === null ? {} : { 'content-type': 'application/json' }) };
  return fetch(new URL(`/api/v1/conversations/${conversation.id}/${path}`, served.server.url), { method: 'POST', headers, ...(text === null ? {} : { body: JSON.stringify({ text }) }) });
}

const described = z.object({ openapi: z.literal('3.1.0'), paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string(), parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: z.record(z.string(), z.unknown()) })), responses: z.object({ 200: z.object({ content: z.object({ 'application/json': z.object({ schema: z.record(z.string(), z.unknown()) }) }) }) }) }))) });

describe('S-57 the public API', () => {
  test('gives a token once, keeps only its hash, tells when it was used, and takes it away', async () => {
    const { url, services } = served.server;
    const made = madeApiToken.parse(await (await post(url, '/api-tokens', { name: 'Shop', person: agent, scopes: ['cases:read'], days: 30, access: boss.access })).json());
    expect(JSON.stringify(await services.db('api_tokens'))).not.toContain(made.secret);
    expect((await get(url, '/api/v1/cases', made.secret)).status).toBe(200);
    const list: unknown = await (await get(url, '/api-tokens', boss.access)).json();
    expect(JSON.stringify(list)).not.toContain(made.secret.slice(4));
    const known = apiTokenList.parse(list).tokens.find((token) => token.id === made.token.id);
    expect([known?.name, typeof known?.usedAt]).toEqual(['Shop', 'number']);
    await fetch(new URL(`/api-tokens/${made.token.id}`, url), { method: 'DELETE', headers: { authorization: `Bearer ${boss.access}` } });
    expect(await failureOf(await get(url, '/api/v1/cases', made.secret))).toEqual({ status: 401, code: 'access.signedOut' });
  });

  test('opens what the scopes of a token name and nothing else, and takes neither a session nor half of a token', async () => {
    const { url, services } = served.server;
    const { tenant } = served.company;
    const narrow = await newProgram(services.db, { tenant, person: agent, scopes: ['orders:read'] });
    expect((await get(url, '/api/v1/orders', narrow)).status).toBe(200);
    expect(await failureOf(await get(url, '/api/v1/customers', narrow))).toEqual({ status: 403, code: 'access.denied' });
    expect(await failureOf(await say('notes', 'Hello', { token: narrow }))).toMatchObject({ code: 'access.denied' });
    expect(await failureOf(await get(url, '/api/v1/orders', boss.access))).toMatchObject({ code: 'access.signedOut' });
    expect(await failureOf(await get(url, '/api/v1/orders', narrow.slice(0, -1)))).toMatchObject({ code: 'access.signedOut' });
    expect(await failureOf(await get(url, '/imports', narrow))).toMatchObject({ code: 'access.signedOut' });
  });

  test('does a request with one key once, and refuses other content under it', async () => {
    const key = randomUUID();
    const written = await Promise.all([say('notes', 'Called them.', { key }), say('notes', 'Called them.', { key })]);
    const again = await say('notes', 'Called them.', { key });
    expect(again.status).toBe(200);
    expect(written.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    expect(await failureOf(await say('notes', 'Something else.', { key }))).toEqual({ status: 409, code: 'mutation.failed' });
    const stored: unknown = await served.server.services.db('messages').where({ text: 'Called them.' }).pluck('id');
    expect(stored).toEqual([z.object({ message: z.string() }).parse(await again.json()).message]);
    expect(await failureOf(await say('notes', 'No key.', { key: 'white space' }))).toEqual({ status: 400, code: 'request.malformed' });
  });

  test('takes a conversation, answers, brings what the customer said, and resolves, by the rules of everybody', async () => {
    expect(await failureOf(await say('answers', 'Hello'))).toMatchObject({ code: 'conversation.notYours' });
    const take = randomUUID();
    expect([(await say('take', null, { key: take })).status, (await say('take', null, { key: take })).status]).toEqual([200, 200]);
    expect((await say('answers', 'It comes tomorrow.')).status).toBe(200);
    const resolve = randomUUID();
    expect([(await say('resolve', null, { key: resolve })).status, (await say('resolve', null, { key: resolve })).status]).toEqual([200, 200]);
    expect(await failureOf(await say('resolve', null))).toMatchObject({ code: 'case.alreadyResolved' });
    const page: unknown = await (await get(served.server.url, `/api/v1/conversations/${conversation.id}/messages`, program)).json();
    expect(page).toMatchObject({ next: null, items: [{ event: 'resolved', author: agent }, { from: 'agent', text: 'It comes tomorrow.', author: agent }, { event: 'taken' }, { from: 'note' }, { from: 'customer', text: 'Hello' }] });
  });

  test('brings what the customer said elsewhere through the door of the channels, once', async () => {
    const { services } = served.server;
    const { tenant, support } = served.company;
    const queue = id('queue', randomUUID());
    const channel = id('channel', randomUUID());
    await services.exchange.commit(tenant, (_tx, _now, put) => put([
      { op: 'put', table: 'queues', row: { id: queue, team: support, name: 'Mail', version: 0, asksOutcome: false } },
      { op: 'put', table: 'channels', row: { id: channel, kind: 'email', name: 'Help', address: 'help@shop.example', queue, version: 0 } },
    ]));
    const open = await arrive(services.exchange.commit, { tenant, team: support });
    await services.exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'conversations', row: { ...open, channel, queue, version: 1 } }]));
    const key = randomUUID();
    const bring = (text: string) => fetch(new URL(`/api/v1/conversations/${open.id}/messages`, served.server.url), { method: 'POST', headers: { authorization: `Bearer ${program}`, 'idempotency-key': key, 'content-type': 'application/json' }, body: JSON.stringify({ text }) });
    expect([(await bring('And one more thing.')).status, (await bring('And one more thing.')).status]).toEqual([200, 200]);
    expect(await failureOf(await bring('Something else.'))).toEqual({ status: 409, code: 'mutation.failed' });
    const page: unknown = await (await get(served.server.url, `/api/v1/conversations/${open.id}/messages`, program)).json();
    expect(page).toMatchObject({ items: [{ from: 'customer', text: 'And one more thing.', author: open.customer }, { from: 'customer', text: 'Hello' }] });
  });

  test('pages through everything once', async () => {
    const { url, services } = served.server;
    const { tenant, support } = served.company;
    await Promise.all(Array.from({ length: 12 }, () => arrive(services.exchange.commit, { tenant, team: support })));
    const seen: string[] = [];
    const paged = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string().nullable() });
    for (let after = ''; ; ) {
      const page = paged.parse(await (await get(url, `/api/v1/cases?limit=5${after}`, program)).json());
      seen.push(...page.items.map((item) => item.id));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(seen).toHaveLength(14);
    expect(new Set(seen).size).toBe(14);
  });

  test('replaces an order by its key, whoever sends it how often', async () => {
    const { url, services } = served.server;
    const administrators = await newProgram(services.db, { tenant: served.company.tenant, person: boss.person });
    const put = async (status: string): Promise<unknown> => (await fetch(new URL('/api/v1/orders/A-17', url), { method: 'PUT', headers: { authorization: `Bearer ${administrators}`, 'content-type': 'application/json' }, body: JSON.stringify({ customer: conversation.customer, number: 'A-17', status, total: 199_000, currency: 'RUB', placedAt: '2026-05-12T12:00:00.000Z', items: [{ name: 'Lamp', quantity: 1 }] }) })).json();
    const first = await put('paid');
    expect(await put('sent')).toMatchObject({ id: z.object({ id: z.string() }).parse(first).id, status: 'sent', total: 199_000 });
    expect(await (await get(url, `/api/v1/orders?customer=${conversation.customer}`, program)).json()).toMatchObject({ items: [{ key: 'A-17', status: 'sent' }], next: null });
    expect(await (await get(url, `/api/v1/orders?customer=${id('customer', randomUUID())}`, program)).json()).toEqual({ items: [], next: null });
  });

  test('describes itself, and answers as it says', async () => {
    const { url } = served.server;
    const whole = await (await get(url, '/api/v1/openapi.json')).text();
    const description = described.parse(JSON.parse(whole));
    const operations = Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })));
    expect(operations.length).toBeGreaterThanOrEqual(20);
    for (const { path, parameters } of operations) expect(parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    for (const { path, responses } of operations.filter(({ path, method }) => method === 'get' && !path.includes('{'))) {
      const schema = z.fromJSONSchema(responses[200].content['application/json'].schema);
      expect(schema.safeParse(await (await get(url, path, program)).json()).error, path).toBeUndefined();
    }
    expect(new Set(operations.flatMap(({ path, method }) => `${method} ${path}`)).size).toBe(operations.length);
    expect(whole).toContain('^con_[A-Za-z0-9-]+$');
    expect(apiScopes.filter((scope) => !whole.includes(`"${scope}"`))).toEqual([]);
  });

  test('has a page for people that runs nothing and loads nothing', async () => {
    const page = await fetch(new URL('/api/docs', served.server.url), { headers: { 'accept-language': 'ru-RU' } });
    const text = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(text).toContain('<html lang="ru">');
    expect(text).not.toMatch(/<script|src=|https?:\/\//);
  });
});
