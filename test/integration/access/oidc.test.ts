import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { begunOutside, providers } from '#contract/oidc';
import { granted } from '#contract/session';
import type { Provider as RealProvider } from 'oidc-provider';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createTenant } from '../../support/accounts';
import { failureOf, get, hire, password, post, signIn } from '../../support/central-server';
import { HostileProvider } from '../../support/hostile-provider';
import { openBrowser } from '../../support/shop-browser';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from '../desk/seat';

let served: ServedCompany;
let url: string;
let administrator: string;

beforeAll(async () => {
  served = await openServedCompany();
  ({ url } = served.server);
});
// Who sets up a provider in every test is soon told to wait: each has a session of its own.
beforeEach(async () => {
  const { email } = await hire(served.server.services.exchange.commit, served.company.tenant, { teams: [], roles: ['administrator'] });
  administrator = (await signIn(url, email)).access;
});
afterAll(() => served.stop());

const made = z.object({ id: z.string() });

/** An administrator sets a provider up, and says whom one of its subjects is. */
async function setUp(issuer: string, linked: { readonly subject: string; readonly email: string } | null): Promise<string> {
  const answer = await post(url, '/oidc/providers', { access: administrator, name: 'Shop ID', issuer, client: 'otklik', secret: 'a secret of two', base: url });
  const { id } = made.parse(await answer.json());
  if (linked !== null) {
    const [person] = await served.server.services.db('accounts').where({ email: linked.email }).pluck<string[]>('person');
    expect((await post(url, '/oidc/links', { access: administrator, provider: id, subject: linked.subject, person })).status).toBe(200);
  }
  return id;
}

describe('S-44 what a provider says', () => {
  let hostile: HostileProvider;
  let provider: string;
  let email: string;

  beforeEach(async () => {
    hostile = await HostileProvider.open();
    ({ email } = await served.newAgent());
    provider = await setUp(hostile.issuer, { subject: 'subject-1', email });
  });
  afterEach(() => hostile.close());

  type Walk = { readonly attempt: string; readonly secret: string; readonly state: string };

  async function begin(at = provider): Promise<Walk> {
    const secret = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(secret).digest('base64url');
    const { attempt, address } = begunOutside.parse(await (await post(url, '/session/oidc', { provider: at, challenge, port: 40_000, device: 'test' })).json());
    const sent = new URL((await fetch(address, { redirect: 'manual' })).headers.get('location') ?? '');
    expect(sent.searchParams.get('code_challenge_method')).toBe('S256');
    hostile.nonce = sent.searchParams.get('nonce') ?? '';
    return { attempt, secret, state: sent.searchParams.get('state') ?? '' };
  }

  async function comeBack(state: string, changes: Readonly<Record<string, string>> = {}, door = provider): Promise<Response> {
    const query = new URLSearchParams({ code: 'c', state, iss: hostile.issuer, ...changes });
    return fetch(new URL(`/session/oidc/callback/${door}?${query.toString()}`, url), { redirect: 'manual' });
  }

  const brought = (answer: Response): URLSearchParams => new URL(answer.headers.get('location') ?? 'http://nowhere').searchParams;
  const finish = (walk: Walk, code: string, changes: object = {}): Promise<Response> => post(url, '/session/oidc/finish', { attempt: walk.attempt, secret: walk.secret, code, ...changes });

  test('lets the linked person in, once, and only the desk that began', async () => {
    const walk = await begin();
    const answer = await comeBack(walk.state);
    expect(new URL(answer.headers.get('location') ?? '').origin).toBe('http://127.0.0.1:40000');
    const code = brought(answer).get('code') ?? '';
    const other = randomBytes(32).toString('base64url');
    expect(await failureOf(await finish(walk, code, { secret: other }))).toEqual({ status: 401, code: 'access.signInFailed' });
    expect(await failureOf(await finish(walk, other))).toEqual({ status: 401, code: 'access.signInFailed' });
    const session = granted.parse(await (await finish(walk, code)).json());
    expect((await get(url, '/sync/conversation/con_none', session.access)).status).toBe(404);
    expect(await failureOf(await finish(walk, code))).toEqual({ status: 401, code: 'access.signInFailed' });
  });

  type Forgery = Parameters<HostileProvider['forge']>[0];
  const claimed = (changes: object) => (honest: Forgery) => hostile.signed({ ...honest, claims: { ...honest.claims, ...changes } });

  test.each<[string, (honest: Forgery) => string]>([
    ['another issuer', (honest) => claimed({ iss: 'https://evil.example' })(honest)],
    ['another audience', (honest) => claimed({ aud: 'another client' })(honest)],
    ['several audiences, none of which it may speak for', (honest) => claimed({ aud: ['otklik', 'other'], azp: 'other' })(honest)],
    ['another nonce', (honest) => claimed({ nonce: 'another' })(honest)],
    ['no nonce', (honest) => claimed({ nonce: undefined })(honest)],
    ['a time that is over', (honest) => claimed({ exp: Math.floor(Date.now() / 1000) - 3600 })(honest)],
    ['no end', (honest) => claimed({ exp: undefined })(honest)],
    ['no subject', (honest) => claimed({ sub: undefined })(honest)],
    ['no signature', (honest) => hostile.unsigned(honest)],
    ['the public key as a secret', (honest) => hostile.signedByPublicKey(honest)],
    ['a key that nobody published', (honest) => hostile.signedByStranger(honest)],
    ['a signature of something else', (honest) => hostile.signed(honest).replace(/\.[^.]+$/, `.${hostile.signed({ header: {}, claims: {} }).split('.')[2]}`)],
    ['no token', () => ''],
  ])('is refused with %s', async (_what, forge) => {
    hostile.forge = forge;
    const { state } = await begin();
    expect(Object.fromEntries(brought(await comeBack(state)))).toMatchObject({ failure: 'access.providerFailed' });
  });

  test('is refused in the answer of another provider: its issuer, its door, no issuer', async () => {
    const other = await HostileProvider.open();
    const otherDoor = await setUp(other.issuer, { subject: 'subject-1', email });
    expect(brought(await comeBack((await begin()).state, { iss: other.issuer })).get('failure')).toBe('access.providerFailed');
    expect((await comeBack((await begin()).state, {}, otherDoor)).headers.get('location')).toBeNull();
    const { state } = await begin();
    const without = await fetch(new URL(`/session/oidc/callback/${provider}?code=c&state=${state}`, url), { redirect: 'manual' });
    expect([brought(without).get('failure'), other.tokensGiven]).toEqual(['access.providerFailed', 0]);
    await other.close();
  });

  test('is asked for once: a state that came back, a foreign one and an error open nothing', async () => {
    const { state } = await begin();
    expect(brought(await comeBack(state)).has('code')).toBe(true);
    expect([await (await comeBack(state)).text(), hostile.tokensGiven]).toEqual([expect.stringContaining('no longer works'), 1]);
    expect((await comeBack('of-nobody')).headers.get('location')).toBeNull();
    const denied = await fetch(new URL(`/session/oidc/callback/${provider}?error=access_denied&state=${(await begin()).state}&iss=${encodeURIComponent(hostile.issuer)}`, url), { redirect: 'manual' });
    expect(brought(denied).get('failure')).toBe('access.providerFailed');
  });

  test('of an unknown subject gets one clear answer, whatever address it brings', async () => {
    for (const sub of ['subject-2', 'subject-1\u0000', 'x'.repeat(2000)]) {
      hostile.forge = claimed({ sub, email });
      expect(brought(await comeBack((await begin()).state)).get('failure')).toBe('access.notLinked');
    }
  });

  test('does not open a closed account', async () => {
    const walk = await begin();
    await served.server.services.db('accounts').where({ email }).update({ disabled: true });
    expect((await finish(walk, brought(await comeBack(walk.state)).get('code') ?? '')).status).toBe(401);
  });

  test('is set up by administrators only, over TLS or on this computer, and its secret is sealed', async () => {
    const { access } = await signIn(url, (await served.newAgent()).email);
    const asked = { name: 'X', issuer: 'https://id.example', client: 'c', secret: 'canary-of-a-secret', base: url };
    expect((await post(url, '/oidc/providers', { access, ...asked })).status).toBe(403);
    expect((await post(url, '/oidc/links', { access, provider, subject: 's', person: 'per_x' })).status).toBe(403);
    expect((await post(url, '/oidc/providers', { access: administrator, ...asked, issuer: 'http://id.example' })).status).toBe(400);
    expect((await post(url, '/oidc/providers', { access: administrator, ...asked })).status).toBe(200);
    expect((await post(url, '/oidc/providers', { access: administrator, ...asked })).status).toBe(409);
    expect(JSON.stringify(await served.server.services.db('oidc_providers').select())).not.toContain('canary-of-a-secret');
    expect(JSON.stringify(providers.parse(await (await get(url, '/session/oidc')).json()))).not.toContain('id.example');
    expect(await failureOf(await post(url, '/oidc/links', { access: administrator, provider, subject: 'subject-1', person: 'per_none' }))).toEqual({ status: 404, code: 'person.absent' });
    const { db, exchange } = served.server.services;
    const abroad = await createTenant(db, { name: 'Abroad' });
    const stranger = (await signIn(url, (await hire(exchange.commit, abroad, { teams: [], roles: ['administrator'] })).email)).me.id;
    expect(await failureOf(await post(url, '/oidc/links', { access: administrator, provider, subject: 'subject-3', person: stranger }))).toEqual({ status: 404, code: 'person.absent' });
    const theirs = (await signIn(url, (await hire(exchange.commit, abroad, { teams: [], roles: ['administrator'] })).email)).access;
    expect(await failureOf(await post(url, '/oidc/links', { access: theirs, provider, subject: 'subject-3', person: stranger }))).toEqual({ status: 404, code: 'person.absent' });
  });
});

describe('a person at a desk, a browser, and a real provider', () => {
  let browser: Browser;
  let Provider: typeof RealProvider;
  beforeAll(async () => {
    // The provider's advice to whoever runs it for real, from its import on.
    for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
    ({ Provider } = await import('oidc-provider'));
    browser = await openBrowser();
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await browser.close();
  });

  test('sign in, choose a PIN, lock, and unlock by it', async () => {
    const http = createServer();
    await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve));
    // checked: it listens on a port, not on a pipe
    const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const { email } = await served.newAgent();
    const id = await setUp(issuer, { subject: 'anna', email });
    const clients = [{ client_id: 'otklik', client_secret: 'a secret of two', redirect_uris: [`${url}/session/oidc/callback/${id}`] }];
    const real = new Provider(issuer, { clients, features: { devInteractions: { enabled: true } }, cookies: { keys: ['of a test'] } });
    const serve = real.callback();
    http.on('request', (request, response) => void serve(request, response));

    const seat = new Seat({ server: url, signIn: null });
    await seat.until({ name: 'session', input: {} }, ({ state }) => state === 'signedOut');
    expect(await seat.ask('session.providers', {})).toMatchObject({ ok: true });
    const signedIn = seat.ask('session.signInOutside', { provider: id });
    await expect.poll(() => seat.links.length).toBe(1);
    const page = await browser.newPage({ locale: 'ru-RU' });
    await page.goto(seat.links[0] ?? '');
    await page.locator('input[name="login"]').fill('anna');
    await page.locator('input[name="password"]').fill('anything');
    await page.locator('button[type="submit"]').click();
    // The next page asks for leave, by a button that looks the same.
    await page.locator('input[name="password"]').waitFor({ state: 'detached' });
    await page.locator('button[type="submit"]').click();
    await page.getByText('Готово. Эту вкладку можно закрыть').waitFor();
    expect(await signedIn).toEqual({ ok: true, value: null });
    expect(await seat.until({ name: 'session', input: {} }, ({ state }) => state === 'signedIn')).toMatchObject({ by: null });
    await seat.online();

    expect(await seat.ask('session.setPin', { pin: '123456', before: null })).toEqual({ ok: false, code: 'access.weakPin' });
    expect(await seat.ask('session.setPin', { pin: '402871', before: null })).toEqual({ ok: true, value: null });
    expect(await seat.ask('session.setPin', { pin: '998172', before: '402872' })).toEqual({ ok: false, code: 'access.unlockFailed' });
    await seat.ask('session.lock', {});
    expect(await seat.until({ name: 'session', input: {} }, ({ state }) => state === 'locked')).toMatchObject({ by: 'pin' });
    expect(await seat.ask('session.unlock', { secret: password })).toEqual({ ok: false, code: 'access.unlockFailed' });
    expect(await seat.ask('session.unlock', { secret: '402871' })).toEqual({ ok: true, value: null });
    await seat.leave();
    http.close();
  });

  test('who cancels in the desk is not signed in by what the browser brings later', async () => {
    const hostile = await HostileProvider.open();
    const id = await setUp(hostile.issuer, null);
    const seat = new Seat({ server: url, signIn: null });
    await seat.until({ name: 'session', input: {} }, ({ state }) => state === 'signedOut');
    const asked = seat.ask('session.signInOutside', { provider: id });
    await expect.poll(() => seat.links.length).toBe(1);
    await seat.ask('session.cancelSignIn', {});
    expect(await asked).toEqual({ ok: false, code: 'access.cancelled' });
    expect(await seat.until({ name: 'session', input: {} }, () => true)).toMatchObject({ state: 'signedOut' });
    await seat.leave();
    await hostile.close();
  });
});
