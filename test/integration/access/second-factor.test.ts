import { enrolment, recoveryCodes, security } from '#contract/security';
import { granted, type Granted } from '#contract/session';
import type { RunningServer } from '#server/start-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticator } from '../../support/authenticator';
import { failureOf, get, hire, password, post, signIn } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { timeStands } from '../../support/still-time';

let served: ServedCompany;
let server: RunningServer;

beforeAll(async () => {
  served = await openServedCompany();
  ({ server } = served);
});
afterAll(() => served.stop());

type Person = { readonly email: string; readonly session: Granted; readonly codes: readonly string[]; readonly code: (steps: number) => string };

/** Somebody with a factor; the step of the enrolment is used up. `code(1)` is the next step, which counts already. */
async function guarded(): Promise<Person> {
  const { email } = await served.newAgent();
  const session = await signIn(server.url, email);
  const { access } = session;
  const begun = enrolment.parse(await (await post(server.url, '/me/factor', { access, password })).json());
  const { code } = authenticator(begun.secret);
  const codes = recoveryCodes.parse(await (await post(server.url, '/me/factor/confirmation', { access, code: code(0) })).json());
  return { email, session, codes, code };
}

function enter(email: string, factor?: string): Promise<Response> {
  return post(server.url, '/session', { email, password, device: 'test', ...(factor === undefined ? {} : { factor }) });
}

test('S-31 with a second factor the password alone opens nothing, and a code does', async () => {
  const { email, code } = await guarded();
  expect(await failureOf(await enter(email))).toEqual({ status: 401, code: 'access.factorNeeded' });
  expect(await failureOf(await enter(email, 'abcdef'))).toEqual({ status: 401, code: 'access.factorWrong' });
  expect(granted.parse(await (await enter(email, code(1))).json()).me.roles).toEqual(['agent']);
});

test('that a factor is needed is told only to who knows the password', async () => {
  const { email, code } = await guarded();
  for (const factor of [undefined, code(1), 'abcdef']) {
    const answer = await post(server.url, '/session', { email, password: 'wrong', device: '', ...(factor === undefined ? {} : { factor }) });
    expect(await failureOf(answer)).toEqual({ status: 401, code: 'access.signInFailed' });
  }
});

test('S-31 a code is used once, also by two who come at once, and one before it is used up with it', async () => {
  const { email, code } = await guarded();
  const answers = await Promise.all(Array.from({ length: 4 }, () => enter(email, code(1))));
  expect(answers.map(({ status }) => status).filter((status) => status === 200)).toEqual([200]);
  expect(await failureOf(await enter(email, code(0)))).toEqual({ status: 401, code: 'access.factorWrong' });
});

test('a recovery code is used once, in any spelling, and is kept as a hash', async () => {
  const { email, session, codes } = await guarded();
  const [first = '', second = ''] = codes;
  expect(new Set(codes).size).toBe(10);
  expect((await enter(email, ` ${first.toUpperCase().replaceAll('-', ' ')} `)).status).toBe(200);
  expect((await enter(email, first)).status).toBe(401);
  const kept: unknown = await server.services.db('recovery_codes').select();
  for (const code of [first, second, second.replaceAll('-', '')]) expect(JSON.stringify(kept)).not.toContain(code);
  expect(security.parse(await (await get(server.url, '/me/security', session.access)).json()).factor).toEqual({ on: true, recoveryLeft: 9 });
});

test('codes cannot be guessed: tries are slowed down for every stranger at once, and the sleeping password tries are not', async () => {
  const { email, code } = await guarded();
  timeStands();
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 7; attempt += 1) statuses.push((await enter(email, '000000')).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  const elsewhere = await server.services.sessions.signIn({ email, password, device: '', address: '10.9.8.7', factor: code(1) });
  expect(elsewhere).toEqual({ ok: false, code: 'access.tooManyTries' });
});

test('a computer that knows its person is not slowed down by strangers who know the password', async () => {
  const { email, code, codes } = await guarded();
  const computer = 'k'.repeat(43);
  const first = await server.services.sessions.signIn({ email, password, device: '', address: '10.0.0.1', computer, factor: codes[0] });
  expect(first.ok).toBe(true);
  for (let attempt = 0; attempt < 7; attempt += 1) await enter(email, '000000');
  const again = await server.services.sessions.signIn({ email, password, device: '', address: '127.0.0.1', computer, factor: code(1) });
  expect(again.ok).toBe(true);
});

test('without a code nothing is on: an enrolment that was not confirmed asks for nothing', async () => {
  const { email } = await served.newAgent();
  const { access } = await signIn(server.url, email);
  expect((await post(server.url, '/me/factor', { access, password })).status).toBe(200);
  expect(await failureOf(await post(server.url, '/me/factor/confirmation', { access, code: 'nothing' }))).toEqual({ status: 401, code: 'access.factorWrong' });
  expect((await enter(email)).status).toBe(200);
});

test('a stolen session begins no factor without the password, replaces none and ends none', async () => {
  const { email } = await served.newAgent();
  const { access } = await signIn(server.url, email);
  expect(await failureOf(await post(server.url, '/me/factor', { access, password: 'wrong' }))).toEqual({ status: 409, code: 'access.passwordWrong' });
  const { session } = await guarded();
  expect(await failureOf(await post(server.url, '/me/factor', { access: session.access, password }))).toEqual({ status: 409, code: 'access.factorStands' });
  expect(await failureOf(await post(server.url, '/me/factor/end', { access: session.access, code: '000000' }))).toEqual({ status: 401, code: 'access.factorWrong' });
  expect(await failureOf(await post(server.url, '/me/factor/confirmation', { access: session.access, code: '000000' }))).toEqual({ status: 401, code: 'access.factorWrong' });
});

test('a fresh code turns the factor off', async () => {
  const { email, session, code } = await guarded();
  expect((await post(server.url, '/me/factor/end', { access: session.access, code: code(1) })).status).toBe(200);
  expect((await enter(email)).status).toBe(200);
  expect(await server.services.db('recovery_codes').where({ person: session.me.id })).toEqual([]);
});

test('an administrator resets a colleague’s factor, which is written down and ends their sessions; others do not', async () => {
  const { commit } = server.services.exchange;
  const { email, session } = await guarded();
  const reset = (access: string, person: string): Promise<Response> => fetch(new URL(`/people/${person}/factor`, server.url), { method: 'DELETE', headers: { authorization: `Bearer ${access}` } });
  expect((await reset(session.access, session.me.id)).status).toBe(403);
  const administrator = await signIn(server.url, (await hire(commit, served.company.tenant, { teams: [], roles: ['administrator'] })).email);
  expect(await failureOf(await reset(administrator.access, 'per_nobody'))).toEqual({ status: 404, code: 'person.absent' });
  expect((await reset(administrator.access, session.me.id)).status).toBe(200);
  expect((await enter(email)).status).toBe(200);
  expect((await get(server.url, '/me/security', session.access)).status).toBe(401);
  expect(await server.services.db('audit_events').where({ object: session.me.id, class: 'change' }).first('person', 'failure')).toEqual({ person: administrator.me.id, failure: null });
});

test('S-32 neither the database nor the log holds a secret that opens anything', async () => {
  const { session, codes } = await guarded();
  const { db } = server.services;
  const secrets: { value: string }[] = await db('server_secrets').select('value');
  const factors: { secret: string }[] = await db('factors').where({ person: session.me.id }).select('secret');
  for (const text of [...secrets.map(({ value }) => value), ...factors.map(({ secret }) => secret)]) expect(text).toMatch(/^sealed1\.[0-9a-f]{8}\.[\w-]+$/);
  expect(JSON.stringify(await db('audit_events').select())).not.toContain(codes[0]);
});
