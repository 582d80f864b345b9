import { granted, type Granted } from '#contract/session';
import { everyRoute, everySocket } from '#server/registry';
import type { RunningServer } from '#server/start-server';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf, get, hire, password, post, readSnapshot, signIn, TestDesk } from '../../support/central-server';
import { arrive, type Company } from '../../support/company';
import { comesTrueWithinASecond } from '../../support/eventually';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { timeStands } from '../../support/still-time';

let served: ServedCompany;
let server: RunningServer;
let company: Company;

beforeAll(async () => {
  served = await openServedCompany();
  ({ server, company } = served);
});
afterAll(() => served.stop());

const newAgent: ServedCompany['newAgent'] = (teams) => served.newAgent(teams);

describe('sign-in', () => {
  test('a person with the right password is let in and told who they are', async () => {
    const { email } = await newAgent();
    const session = await signIn(server.url, email.toUpperCase());
    expect(session.me).toMatchObject({ tenant: company.tenant, roles: ['agent'], teams: [company.support] });
    expect((await get(server.url, '/sync/conversation/con_none', session.access)).status).toBe(404);
  });

  test('S-04 a wrong password and an unknown person get the same answer', async () => {
    const { email } = await newAgent();
    const wrong = await post(server.url, '/session', { email, password: 'wrong', device: '' });
    const unknown = await post(server.url, '/session', { email: 'nobody@example.org', password, device: '' });
    for (const answer of [wrong, unknown]) expect(await failureOf(answer)).toEqual({ status: 401, code: 'access.signInFailed' });
  });

  test('S-05 a guesser is slowed down, and the person elsewhere is not locked out', async () => {
    const { email } = await newAgent();
    timeStands();
    const answers: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) answers.push((await post(server.url, '/session', { email, password: 'wrong', device: '' })).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const elsewhere = await server.services.sessions.signIn({ email, password, device: '', address: '10.0.0.7' });
    expect(elsewhere.ok).toBe(true);
  });

  test('S-04 a disabled account does not enter, with the same answer', async () => {
    const { email } = await newAgent();
    await server.services.db('accounts').where({ email }).update({ disabled: true });
    expect((await post(server.url, '/session', { email, password, device: '' })).status).toBe(401);
  });
});

describe('a session', () => {
  test('a token that is forged, cut, expired or for something else opens nothing', async () => {
    const { email } = await newAgent();
    const { access } = await signIn(server.url, email);
    const [body = '', sign = ''] = access.split('.');
    const later = Buffer.from(body, 'base64url').toString().replace(/"until":\d+/, '"until":9000000000000000');
    const otherBody = Buffer.from(later).toString('base64url');
    for (const token of ['', 'x', body, `${otherBody}.${sign}`, `${body}.${sign}x`, `${access}.x`, `${body}.`]) {
      expect((await get(server.url, '/sync/snapshot?client=cli_x', token)).status, token).toBe(401);
    }
  });

  test('S-07 sign-out ends the access token at once and closes the socket', async () => {
    const { email } = await newAgent();
    const session = await signIn(server.url, email);
    const desk = await TestDesk.greeted(server.url, session);
    await fetch(new URL('/session', server.url), { method: 'DELETE', headers: { authorization: `Bearer ${session.access}` } });
    await comesTrueWithinASecond(() => desk.closed);
    expect((await get(server.url, '/sync/snapshot?client=cli_x', session.access)).status).toBe(401);
    expect((await post(server.url, '/session/refresh', { refresh: session.refresh })).status).toBe(401);
  });

  test('S-06 a refresh whose answer was lost may be repeated; an old token that was outlived ends the session', async () => {
    const { email } = await newAgent();
    const first = await signIn(server.url, email);
    const lost = await post(server.url, '/session/refresh', { refresh: first.refresh });
    expect(lost.status).toBe(200);
    const again = granted.parse(await (await post(server.url, '/session/refresh', { refresh: first.refresh })).json());
    const next = await post(server.url, '/session/refresh', { refresh: again.refresh });
    expect(next.status).toBe(200);
    const { access } = granted.parse(await next.json());
    expect((await post(server.url, '/session/refresh', { refresh: first.refresh })).status).toBe(401);
    expect((await get(server.url, '/sync/snapshot?client=cli_x', access)).status).toBe(401);
  });

  test('S-06 a thief and the owner of one token do not renew it side by side: the second of them ends the session', async () => {
    const first = await signIn(server.url, (await newAgent()).email);
    const [stolen, own] = [await renewed(first), await renewed(first)];
    const { access } = await renewed(own);
    expect(await failureOf(await post(server.url, '/session/refresh', { refresh: stolen.refresh }))).toEqual({ status: 401, code: 'access.revoked' });
    expect((await get(server.url, '/sync/snapshot?client=cli_x', access)).status).toBe(401);
  });

  test('S-06 a refresh that arrives when its sender has long renewed elsewhere and hung up ends nothing', async () => {
    const first = await signIn(server.url, (await newAgent()).email);
    const third = await renewed(await renewed(first));
    const body = JSON.stringify({ refresh: first.refresh });
    const late = connect(Number(new URL(server.url).port), '127.0.0.1');
    late.end(`POST /session/refresh HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await once(late.resume(), 'close');
    await renewed(await renewed(third));
  });
});

async function renewed({ refresh }: Granted): Promise<Granted> {
  return granted.parse(await (await post(server.url, '/session/refresh', { refresh })).json());
}

describe('the registry', () => {
  const open = new Set([
    'GET /health', 'GET /metrics', 'GET /widget.js', 'GET /chat-preview/:site', 'GET /demo',
    'POST /session', 'POST /session/refresh',
    'GET /session/oidc', 'POST /session/oidc', 'POST /session/oidc/finish', 'GET /session/oidc/start/:attempt', 'GET /session/oidc/callback/:provider', 'GET /session/oidc/:word',
    // A ticket in the request opens the file, the caller's own signature the hook.
    'GET /chat/files/:message/:attachment', 'GET /hooks/:channel', 'POST /hooks/:channel',
    // They describe what programs may ask, and hold nobody's data.
    'GET /api/v1/openapi.json', 'GET /api/docs', 'GET /connect/openapi.json', 'GET /connect/docs',
  ]);

  test('S-02 no route answers before sign-in except those that declare it', async () => {
    const routes = everyRoute(server.services);
    expect(routes.filter((route) => route.access.for === 'everyone').map((route) => `${route.method} ${route.path}`).filter((name) => !open.has(name))).toEqual([]);
    for (const route of routes.filter((one) => one.access.for === 'people')) {
      for (const authorization of [undefined, 'Bearer x', 'Basic eDp5']) {
        const path = route.path.replaceAll(/:\w+/g, 'x');
        const answer = await fetch(new URL(path, server.url), { method: route.method, ...(authorization === undefined ? {} : { headers: { authorization } }) });
        expect({ path: route.path, ...(await failureOf(answer)) }).toEqual({ path: route.path, status: 401, code: 'access.signedOut' });
      }
    }
  });

  test('S-02 no verb of the desk answers before its hello', async () => {
    const [socket] = everySocket(server.services).filter(({ path }) => path === '/sync');
    const frames: Record<string, unknown> = {
      push: { t: 'push', mutations: [] },
      command: { t: 'command', key: crypto.randomUUID(), command: { name: 'conversation.take', args: { conversation: 'con_x', event: 'msg_x' } } },
      typing: { t: 'typing', conversation: 'con_x' },
      ping: { t: 'ping' },
    };
    const closed = Object.entries(socket?.verbs ?? {}).filter(([, verb]) => verb.access.for === 'people').map(([name]) => name);
    expect(closed.sort()).toEqual(Object.keys(frames).sort());
    for (const name of closed) {
      const desk = await TestDesk.open(server.url);
      desk.send(frames[name]);
      await expect.poll(() => desk.closed).toBe(true);
      expect(desk.frames).toMatchObject([{ t: 'failure', code: 'request.malformed' }]);
    }
  });

  test('S-02 what is not declared answers with one constant failure', async () => {
    for (const path of ['/nothing', '/session', '/session/..%2f..%2fetc/passwd', '/health/', '/sync']) {
      expect({ path, ...(await failureOf(await get(server.url, path))) }).toEqual({ path, status: 404, code: 'request.unknown' });
    }
  });

  test('S-08 a page of another origin does not reach the socket of the desk', async () => {
    const { WebSocket } = await import('ws');
    for (const origin of ['https://evil.example', 'null', 'file://']) {
      const socket = new WebSocket(new URL('/sync', server.url.replace('http', 'ws')), { headers: { origin } });
      const status = await new Promise((resolve) => {
        socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.once('open', () => resolve('open'));
        socket.once('error', () => undefined);
      });
      expect([origin, status]).toEqual([origin, 403]);
    }
  });
});

describe('limits', () => {
  test('a role that a route does not open hears so, and an administrator gets further', async () => {
    const { commit } = server.services.exchange;
    const agent = await signIn(server.url, (await newAgent()).email);
    const administrator = await signIn(server.url, (await hire(commit, company.tenant, { teams: [], roles: ['administrator'] })).email);
    expect(await failureOf(await post(server.url, '/import', { access: agent.access }))).toEqual({ status: 403, code: 'access.denied' });
    expect(await failureOf(await post(server.url, '/import', { access: administrator.access }))).toEqual({ status: 400, code: 'request.malformed' });
  });

  test('a body that is too large, no JSON, or of unknown fields is refused with a code', async () => {
    const send = (body: string, type = 'application/json'): Promise<Response> => fetch(new URL('/session', server.url), { method: 'POST', body, headers: { 'content-type': type } });
    expect(await failureOf(await send(JSON.stringify({ email: 'x'.repeat(70_000) })))).toEqual({ status: 413, code: 'request.tooLarge' });
    expect(await failureOf(await send('{'))).toEqual({ status: 400, code: 'request.malformed' });
    expect(await failureOf(await send('<a/>', 'text/xml'))).toEqual({ status: 400, code: 'request.malformed' });
    expect(await failureOf(await send(JSON.stringify({ email: 'a', password: 'b', device: '', more: 1 })))).toEqual({ status: 400, code: 'request.malformed' });
  });

  test('a NUL in an id, an address or a name is the asker’s mistake, not the server’s', async () => {
    const { email } = await newAgent();
    const { access } = await signIn(server.url, email);
    const answers = [
      await get(server.url, '/sync/conversation/con_%00', access),
      await get(server.url, '/attachments/msg_1%00/att_1', access),
      await post(server.url, '/session', { email: 'a\u0000@example.org', password, device: '' }),
      await post(server.url, '/session', { email, password, device: 'a\u0000' }),
    ];
    for (const answer of answers) expect(await failureOf(answer)).toEqual({ status: 400, code: 'request.malformed' });
  });

  test('what stands in the place of an id is not written down', async () => {
    const { email } = await newAgent();
    const session = await signIn(server.url, email);
    await get(server.url, '/sync/conversation/canary%20of%20a%20curious%20person', session.access);
    const written = await server.services.db('audit_events').where({ person: session.me.id, class: 'read' }).select('object', 'failure');
    expect(written).toEqual([{ object: null, failure: 'request.malformed' }]);
  });

  test('who asks too often is told to wait', async () => {
    const session = await signIn(server.url, (await newAgent()).email);
    const statuses = await Promise.all(Array.from({ length: 14 }, async () => (await get(server.url, '/sync/snapshot?client=cli_none', session.access)).status));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  });

  test('S-09 what is done at an entrance and with data is written down, and cannot be rewritten', async () => {
    const { db } = server.services;
    const session = await signIn(server.url, (await newAgent()).email);
    await get(server.url, '/sync/conversation/con_none', session.access);
    const event: unknown = await db('audit_events').where({ person: session.me.id, action: 'GET /sync/conversation/:conversation' }).first('class', 'object', 'failure');
    expect(event).toEqual({ class: 'read', object: 'con_none', failure: 'conversation.absent' });
    await expect(db('audit_events').delete()).rejects.toThrow(/append-only|permission denied/);
  });
});

describe('between teams', () => {
  test('an agent reads nothing of another team, and hears the same as about something that does not exist', async () => {
    const { commit } = server.services.exchange;
    const own = await arrive(commit, { tenant: company.tenant, team: company.support, text: 'for support' });
    const foreign = await arrive(commit, { tenant: company.tenant, team: company.delivery, text: 'canary-of-delivery' });
    const { email } = await newAgent();
    const session = await signIn(server.url, email);
    expect((await get(server.url, `/sync/conversation/${own.id}`, session.access)).status).toBe(200);
    for (const id of [foreign.id, 'con_nothing']) {
      expect(await failureOf(await get(server.url, `/sync/conversation/${id}`, session.access))).toEqual({ status: 404, code: 'conversation.absent' });
    }
    const desk = await TestDesk.live(server.url, session);
    const { text: snapshot } = await readSnapshot(server.url, session, desk.client);
    expect(snapshot).toContain('for support');
    expect(snapshot).not.toContain('canary-of-delivery');
    expect(snapshot).not.toContain(foreign.customer);
    await arrive(commit, { tenant: company.tenant, team: company.delivery, text: 'canary-live' });
    const seen = await arrive(commit, { tenant: company.tenant, team: company.support, text: 'live for support' });
    await desk.heard((frame) => frame.t === 'changes' && JSON.stringify(frame).includes(seen.id));
    expect(JSON.stringify(desk.frames)).not.toContain('canary-live');
    const key = crypto.randomUUID();
    desk.send({ t: 'command', key, command: { name: 'conversation.take', args: { conversation: foreign.id, event: 'msg_e1' } } });
    expect(await desk.heard((frame) => frame.t === 'result')).toEqual({ t: 'result', key, failure: 'conversation.absent' });
    desk.close();
  });

  test('who may not answer does not seem to be writing one, and neither does another team', async () => {
    const { commit, typing } = server.services.exchange;
    const conversation = await arrive(commit, { tenant: company.tenant, team: company.support });
    const marks: string[] = [];
    const deaf = typing.onTyping(({ by }) => marks.push(by));
    const people = [await hire(commit, company.tenant, { teams: [company.support], roles: ['trainer'] }), await newAgent([company.delivery]), await newAgent()];
    const desks = await Promise.all(people.map(async ({ email }) => TestDesk.live(server.url, await signIn(server.url, email))));
    for (const desk of desks) {
      desk.send({ t: 'typing', conversation: conversation.id });
      desk.send({ t: 'ping' });
      await desk.heard((frame) => frame.t === 'pong');
    }
    // Marks keep their order: when this one is heard, all before it were.
    typing.tellTyping({ tenant: company.tenant, conversation: conversation.id, by: 'customer' });
    await expect.poll(() => marks.at(-1)).toBe('customer');
    expect(marks).toEqual(['agent', 'customer']);
    deaf();
    for (const desk of desks) desk.close();
  });

  test('a client belongs to the person who registered it', async () => {
    const one = await signIn(server.url, (await newAgent()).email);
    const other = await signIn(server.url, (await newAgent()).email);
    expect((await post(server.url, '/clients', { client: 'cli_shared', access: one.access })).status).toBe(200);
    expect((await post(server.url, '/clients', { client: 'cli_shared', access: one.access })).status).toBe(200);
    expect((await post(server.url, '/clients', { client: 'cli_shared', access: other.access })).status).toBe(403);
    expect((await get(server.url, '/sync/snapshot?client=cli_shared', other.access)).status).toBe(403);
    const desk = await TestDesk.open(server.url, 'cli_shared');
    desk.hello(other.access, null);
    await desk.heard((frame) => frame.t === 'failure' && frame.code === 'access.denied');
  });
});
