import { chatChecked, chatSecret, chatSiteList } from '#contract/chat-site';
import { chatClose } from '#contract/chat-limits';
import type { ChannelId, QueueId, TenantId } from '#kernel/id';
import { id } from '#kernel/id';
import { listOf } from '#server/access/network';
import type { RunningServer } from '#server/start-server';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTeam, createTenant } from '../../support/accounts';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { get, hire, signIn, startTestServer } from '../../support/central-server';
import { arrive, type VisitorPage } from '../../support/chat-visitor';

const shop = 'https://shop.example';
const soon = { timeout: 30_000, interval: 20 };
/** The list is not told more often than its limit allows. */
const patient = { timeout: 30_000, interval: 500 };

let databases: CentralDatabases;
let server: RunningServer;
let agent: string;
let administrator: string;
let neighbour: string;
let queue: QueueId;
let channel: ChannelId;
let site: string;

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  server = await startTestServer(url, { webhookNetworks: listOf(['127.0.0.0/8']) });
  const tenant = await createTenant(server.services.db, { name: 'Shop' });
  queue = await openQueue(tenant);
  agent = await badge(tenant, 'agent');
  administrator = await badge(tenant, 'administrator');
  neighbour = await badge(await createTenant(server.services.db, { name: 'Other' }), 'administrator');
});
afterAll(async () => {
  await server.stop();
  await databases.stop();
});
beforeEach(async () => {
  const made = await ask('POST', '', { name: randomUUID(), queue, origins: [] });
  ({ channel } = z.object({ channel: z.custom<ChannelId>() }).parse(await made.json()));
  ({ site } = await standing());
});

async function openQueue(tenant: TenantId): Promise<QueueId> {
  const team = await createTeam(server.services.exchange.commit, tenant, 'Support');
  const made = id('queue', randomUUID());
  await server.services.exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'queues', row: { id: made, team: team.id, name: 'Chat', version: 0, asksOutcome: false } }]));
  return made;
}

async function badge(tenant: TenantId, role: 'agent' | 'administrator'): Promise<string> {
  const { email } = await hire(server.services.exchange.commit, tenant, { teams: [], roles: [role] });
  return (await signIn(server.url, email)).access;
}

type Method = 'POST' | 'PUT' | 'DELETE';

let as: string | null = null;

/** As the administrator, unless it is asked as somebody else. */
function ask(method: Method, path: string, body?: object): Promise<Response> {
  return fetch(new URL(`/chat-sites${path}`, server.url), {
    method,
    headers: { authorization: `Bearer ${as ?? administrator}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const allow = (origins: readonly string[]): Promise<Response> => ask('PUT', `/${channel}/origins`, { origins });

async function listed() {
  return chatSiteList.parse(await (await get(server.url, '/chat-sites', administrator)).json());
}

async function standing() {
  const found = (await listed()).find((one) => one.channel === channel);
  if (found === undefined) throw new Error('no such chat');
  return found;
}

type Met = { readonly page: VisitorPage; readonly met: number | 'talks' };

/** A visitor whose page has this origin, and how the chat meets them: the code that it closes with, or that it talks. */
async function visit(origin: string): Promise<Met> {
  const page = await arrive({ address: `${server.url.replace('http', 'ws')}/chat`, site, origin });
  const welcome = expect.poll(() => !page.isOpen() || page.frames.some(({ t }) => t === 'welcome'), soon).toBe(true);
  const met = await Promise.race([page.closed, welcome.then(async (): Promise<Met['met']> => (page.isOpen() ? 'talks' : page.closed))]);
  // What was set just now may be told once they are there: like the widget, they come again.
  return met === chatClose.changed ? visit(origin) : { page, met };
}

async function meets(origin: string): Promise<Met['met']> {
  const { page, met } = await visit(origin);
  page.leave();
  return met;
}

test('a page that an administrator allowed may carry the widget, and another may not', async () => {
  expect(await meets(shop)).toBe(chatClose.foreignOrigin);
  expect((await allow([shop])).status).toBe(200);
  expect(await meets(shop)).toBe('talks');
  expect(await meets('https://elsewhere.example')).toBe(chatClose.foreignOrigin);
});

test('agents, other tenants and addresses that are no origins change nothing', async () => {
  await allow([shop]);
  const every = (): Promise<Response>[] => [allow([]), ask('PUT', `/${channel}/hours`, { hours: null }), ask('POST', `/${channel}/secret`), ask('POST', `/${channel}/check`, { page: shop }), ask('DELETE', `/${channel}`)];
  for (const [who, status] of [[agent, 403], [neighbour, 404]] as const) {
    as = who;
    expect((await Promise.all(every())).map((answer) => answer.status)).toEqual([status, status, status, status, status]);
  }
  as = null;
  expect((await allow(['https://shop.example/page'])).status).toBe(400);
  expect(await meets(shop)).toBe('talks');
});

test('what an administrator sets is told as it stands, the secret once only', async () => {
  const hours = { offset: 180, days: [{ from: 540, to: 1080 }, null, null, null, null, null, null] };
  const look = { color: '#0a7d5c', corner: 4, side: 'left', label: 'Ask us', language: 'page', greeting: '' };
  await allow([shop]);
  expect((await ask('PUT', `/${channel}/hours`, { hours })).status).toBe(200);
  expect((await ask('PUT', `/${channel}/look`, look)).status).toBe(200);
  const made = await ask('POST', `/${channel}/secret`);
  expect(chatSecret.parse(await made.json()).secret).toMatch(/^[\w-]{43}$/);
  expect(await standing()).toMatchObject({ site, origins: [shop], hours, look, hasSecret: true });
  await allow([]);
  expect(await standing()).toMatchObject({ origins: [], hours, look, hasSecret: true });
});

test('a removed chat leaves pages that stand open, meets nobody any more, and is listed no more', async () => {
  await allow([shop]);
  const { page, met } = await visit(shop);
  expect(met).toBe('talks');
  expect((await ask('DELETE', `/${channel}`)).status).toBe(200);
  expect(await page.closed).toBe(chatClose.changed);
  expect(await meets(shop)).toBe(chatClose.foreignOrigin);
  expect((await listed()).some((one) => one.channel === channel)).toBe(false);
  expect((await allow([shop])).status).toBe(404);
});

test('a page that stands open is judged anew when it may not carry the chat any more', async () => {
  await allow([shop]);
  const { page, met } = await visit(shop);
  expect(met).toBe('talks');
  await allow([]);
  expect(await page.closed).toBe(chatClose.changed);
  expect(await meets(shop)).toBe(chatClose.foreignOrigin);
});

test('pages are remembered by where their script was loaded and where their chat was opened, allowed or not', async () => {
  await allow([shop]);
  await fetch(new URL(`/widget.js?site=${site}`, server.url), { headers: { referer: `${shop}/` } });
  await meets('https://elsewhere.example');
  const seen = async () => (await standing()).pages.map(({ origin, isAllowed }) => ({ origin, isAllowed })).toSorted((one, other) => (one.origin < other.origin ? -1 : 1));
  await expect.poll(seen, patient).toEqual([{ origin: 'https://elsewhere.example', isAllowed: false }, { origin: shop, isAllowed: true }]);
});

test('however many pages are made up, those that a site allows stay remembered and are noted', async () => {
  const [blog, load] = ['https://blog.shop.example', (page: string) => fetch(new URL(`/widget.js?site=${site}`, server.url), { headers: { referer: `${page}/` } })];
  await allow([shop, blog]);
  await load(shop);
  for (let page = 0; page < 120; page += 1) await load(`https://made-up-${page}.example`);
  await load(blog);
  const seen = async () => (await standing()).pages;
  await expect.poll(async () => (await seen()).flatMap(({ origin, isAllowed }) => (isAllowed ? [origin] : [])).toSorted(), patient).toEqual([blog, shop]);
  await expect.poll(async () => (await seen()).length, patient).toBe(30);
});

test('the script brings the looks of its site along, and nothing that could end them early', async () => {
  await ask('PUT', `/${channel}/look`, { color: '#0a7d5c', corner: 4, side: 'left', label: '</script>', language: 'page', greeting: '"hello"' });
  const script = await (await get(server.url, `/widget.js?site=${site}`)).text();
  expect(script.split('\n')[0]).toBe(String.raw`(self.otklikLooks??={})["${site}"]={"color":"#0a7d5c","corner":"4","side":"left","label":"\u003c/script>","greeting":"\"hello\"","lang":"page"};`);
  expect(await (await get(server.url, '/widget.js')).text()).not.toContain('otklikLooks??=');
});

test('a page of our own shows the widget as its tag would have it, and nothing that an address brings', async () => {
  const shown = await get(server.url, `/chat-preview/${site}?color=%23ffeb3b&side=left&label=${encodeURIComponent('"><script>')}`);
  const page = await shown.text();
  const { name } = await server.services.db('channels').where({ id: channel }).first<{ readonly name: string }>('name');
  expect(page, 'the name is for colleagues').not.toContain(name);
  expect(page).toContain(`<script src="/widget.js?site=${site}" data-site="${site}" data-color="#ffeb3b" data-side="left" data-label="&quot;>&lt;script>" async></script>`);
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  expect((await get(server.url, `/chat-preview/${site}?color=red`)).status).toBe(400);
  expect((await get(server.url, '/chat-preview/nobody')).status).toBe(404);
});

describe('looking at a page', () => {
  let pages: Server;
  let origin: string;
  let html = '';

  beforeAll(async () => {
    pages = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/' }).end();
      else if (request.url === '/inside') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`; // checked: a server that listens on a port
  });
  afterAll(() => new Promise((resolve) => pages.close(resolve)));

  const check = async (page: string): Promise<string> => chatChecked.parse(await (await ask('POST', `/${channel}/check`, { page })).json()).verdict;

  test('says whether its tag is there and allowed, follows it where it moved, and goes nowhere inside', async () => {
    html = '<h1>Shop</h1>';
    expect(await check(origin)).toBe('noTag');
    html = `<script src="${server.url}/widget.js?site=${site}" data-site="${site}" async></script>`;
    expect(await check(`${origin}/moved`)).toBe('notAllowed');
    await allow([origin]);
    expect(await check(`${origin}/moved`)).toBe('well');
    expect(await check(`${origin}/inside`)).toBe('unreachable');
    expect(await check('http://169.254.169.254/')).toBe('unreachable');
  });
});
