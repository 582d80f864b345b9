import { id, type ChannelId, type TenantId } from '#kernel/id';
import type { RunningServer } from '#server/start-server';
import { randomBytes, randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chatClose } from '#contract/chat-limits';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { hire, post, signIn, startTestServer } from '../../support/central-server';
import { createTeam, createTenant } from '../../support/accounts';

const shop = 'https://shop.example';
const site = 'shop-site';

let databases: CentralDatabases;
let server: RunningServer;
let channel: ChannelId;
let agent: string;
let administrator: string;
let neighbour: string;

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  server = await startTestServer(url);
  const tenant = await createTenant(server.services.db, { name: 'Shop' });
  channel = await openChat(tenant);
  agent = await badge(tenant, 'agent');
  administrator = await badge(tenant, 'administrator');
  neighbour = await badge(await createTenant(server.services.db, { name: 'Other' }), 'administrator');
});

afterAll(async () => {
  await server.stop();
  await databases.stop();
});

async function openChat(tenant: TenantId): Promise<ChannelId> {
  const { commit } = server.services.exchange;
  const team = await createTeam(commit, tenant, 'Support');
  const queue = id('queue', randomUUID());
  const made = id('channel', randomUUID());
  await commit(tenant, (_tx, _now, put) =>
    put([
      { op: 'put', table: 'queues', row: { id: queue, team: team.id, name: 'Chat', version: 0 } },
      { op: 'put', table: 'channels', row: { id: made, kind: 'chat', name: 'Chat', address: site, queue, version: 0 } },
    ]),
  );
  return made;
}

async function badge(tenant: TenantId, role: 'agent' | 'administrator'): Promise<string> {
  const { email } = await hire(server.services.exchange.commit, tenant, { teams: [], roles: [role] });
  return (await signIn(server.url, email)).access;
}

/** How the chat meets a visitor whose page has this origin: the code that it closes with, or that it talks. */
function meets(origin: string): Promise<number | 'talks'> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/chat`, { origin });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => socket.send(JSON.stringify({ t: 'hello', protocol: 1, site, token: randomBytes(16).toString('base64url'), language: 'en', after: null })));
    socket.once('close', (code) => resolve(code));
    socket.on('message', (data) => {
      if (!(data instanceof Buffer) || data.includes('"failure"')) return;
      resolve('talks');
      socket.close();
    });
  });
}

const allow = async (access: string, origins: readonly string[]): Promise<number> => (await post(server.url, '/chat-sites', { channel, origins, access })).status;

test('a page that an administrator allowed may carry the widget, and another may not', async () => {
  expect(await meets(shop)).toBe(chatClose.foreignOrigin);
  expect(await allow(administrator, [shop])).toBe(200);
  expect(await meets(shop)).toBe('talks');
  expect(await meets('https://elsewhere.example')).toBe(chatClose.foreignOrigin);
});

test('agents, other tenants and addresses that are no origins change nothing', async () => {
  expect(await allow(agent, ['https://agent.example'])).toBe(403);
  expect(await allow(neighbour, ['https://neighbour.example'])).toBe(404);
  expect(await allow(administrator, ['https://shop.example/page'])).toBe(400);
  expect(await meets(shop)).toBe('talks');
});
