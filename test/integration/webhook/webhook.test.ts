import { madeWebhook, webhookDeliveryList, webhookList, type WebhookEvent } from '#contract/webhook';
import type { TeamId, TenantId } from '#kernel/id';
import { listOf } from '#server/access/network';
import { createSealing } from '#server/access/sealing';
import { sealedFor } from '#server/access/sealed-for';
import { startWebhooks, type WebhookPlan } from '#server/webhook/webhook-worker';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Central } from '#db/central/open';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { failureOf, get, hire, post, signIn, startTestServer } from '../../support/central-server';
import { arrive, arriveTogether, foundCompany } from '../../support/company';
import { comesTrue, eventually } from '../../support/eventually';
import { ListeningSystem } from '../../support/listening-system';
import { ServerProcess } from '../../support/server-process';
import { z } from 'zod';
import type { RunningServer } from '#server/start-server';

type Served = { readonly server: RunningServer; readonly db: Central; readonly database: string };

let databases: CentralDatabases;
/** Of all tests but those that stop it, or look at all of its deliveries. */
let shared: Served;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  databases = await startCentralDatabases();
  shared = await served();
});
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});
afterAll(async () => {
  await shared.server.stop();
  await databases.stop();
});

type Office = { readonly server: RunningServer; readonly access: string; readonly tenant: TenantId; readonly team: TeamId; readonly system: ListeningSystem; readonly email: string; readonly database: string };

async function served(): Promise<Served> {
  const { url: database, db } = await databases.fresh();
  return { database, db, server: await startTestServer(database, { webhookNetworks: listOf(['127.0.0.1']) }) };
}

/** A server that no other test has. */
async function servedAlone(): Promise<Served> {
  const own = await served();
  closers.push(own.server.stop);
  return own;
}

/** A company of the test's own. */
async function office({ server, db, database } = shared): Promise<Office> {
  const { tenant, support } = await foundCompany(db, server.services.exchange.commit);
  const { email } = await hire(server.services.exchange.commit, tenant, { teams: [support], roles: ['administrator'] });
  const system = await ListeningSystem.open();
  closers.push(() => system.close());
  return { server, access: (await signIn(server.url, email)).access, tenant, team: support, system, email, database };
}

async function listen({ server, access, system }: Pick<Office, 'server' | 'access' | 'system'>, events: readonly WebhookEvent[]) {
  return madeWebhook.parse(await (await post(server.url, '/webhooks', { url: system.url, events, access })).json());
}

function customerWrites({ server, tenant, team }: Office, text = 'Hello') {
  return arrive(server.services.exchange.commit, { tenant, team, text });
}

async function log({ server, access }: Office, webhook: string) {
  return webhookDeliveryList.parse(await (await get(server.url, `/webhooks/${webhook}/deliveries`, access)).json()).deliveries;
}

async function shownTo({ server, access }: Office) {
  return webhookList.parse(await (await get(server.url, '/webhooks', access)).json()).webhooks;
}

/** A transaction is through before its entry in the log has a number. */
async function everythingNumbered({ server, tenant }: Office): Promise<void> {
  await eventually(async () => expect(await server.services.db('change_log').where({ tenant }).whereNull('seq')).toEqual([]));
}

async function command({ server, access }: Office, path: string): Promise<number> {
  return (await fetch(new URL(path, server.url), { method: 'POST', headers: { authorization: `Bearer ${access}` } })).status;
}

describe('a webhook', { timeout: 120_000 }, () => {
  test('tells what it was asked for, signed as standardwebhooks.com says, and nothing else', async () => {
    const house = await office();
    await customerWrites(house, 'Before');
    await everythingNumbered(house);
    const { webhook, secret } = await listen(house, ['message.received']);
    const { id } = await customerWrites(house, 'Where is my parcel?');
    await comesTrue(() => house.system.calls.length > 0);
    const [call] = house.system.calls;
    const [key, timestamp] = [String(call?.headers['webhook-id']), String(call?.headers['webhook-timestamp'])];
    const expected = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${key}.${timestamp}.${call?.body}`).digest('base64');
    expect(call?.headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(300);
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ type: 'message.received', data: { conversation: id, text: 'Where is my parcel?', from: 'customer' } });
    // The answer is written down after it came; what is not to be told would stand there as well.
    await eventually(async () => expect(await log(house, webhook.id)).toMatchObject([{ id: key, state: 'sent', status: 204, attempt: 1 }]));
    expect(house.system.calls).toHaveLength(1);
    expect(JSON.stringify(await house.server.services.db('webhooks'))).not.toContain(secret);
  });

  test('is tried again under the same id until it is taken, and once more by hand', async () => {
    const house = await office();
    house.system.answer = () => (house.system.calls.length === 0 ? 0 : house.system.calls.length === 1 ? 302 : 204);
    const { webhook } = await listen(house, ['conversation.created']);
    await customerWrites(house);
    await comesTrue(() => house.system.calls.length === 1);
    const due = () => house.server.services.db('webhook_deliveries').where({ state: 'waiting' }).whereNotNull('triedAt').update({ dueAt: 0 });
    await comesTrueAfter(due, () => house.system.calls.length === 2);
    await comesTrueAfter(due, () => house.system.accepted('conversation.created').length === 1);
    const ids = house.system.calls.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    await eventually(async () => expect(await shownTo(house)).toMatchObject([{ state: 'on', failingSince: null }]));
    expect(await command(house, `/webhooks/${webhook.id}/deliveries/${String(ids[0])}/again`)).toBe(200);
    await comesTrue(() => house.system.calls.length === 4);
    expect(house.system.calls.at(-1)?.headers['webhook-id']).toBe(ids[0]);
  });

  test('of a system that takes every call and never answers holds up no other', async () => {
    const house = await office(await servedAlone());
    let givenUp = 0;
    const silent = createServer((_request, response) => void response.once('close', () => (givenUp += 1))).listen(0, '127.0.0.1');
    closers.push(async () => {
      silent.closeAllConnections();
      silent.close();
      await once(silent, 'close');
    });
    await once(silent, 'listening');
    const silentUrl = house.system.url.replace(/:\d+/, `:${z.object({ port: z.number() }).parse(silent.address()).port}`);
    await post(house.server.url, '/webhooks', { url: silentUrl, events: ['message.received'], access: house.access });
    await arriveTogether(house.server.services.exchange.commit, house, 12);
    await comesTrueAfter(async () => undefined, async () => (await house.server.services.db('webhook_deliveries').where('attempt', '>', 0)).length > 0);
    await listen(house, ['conversation.created']);
    let givenUpBefore = 0;
    house.system.answer = () => ((givenUpBefore = givenUp), 204);
    await customerWrites(house);
    await comesTrue(() => house.system.accepted('conversation.created').length === 1);
    expect(givenUpBefore).toBe(0);
  });

  test('is turned off when its server says that it is gone, or when nobody answered there for too long, and administrators see why', async () => {
    const house = await office();
    const { db } = house.server.services;
    const { webhook } = await listen(house, ['conversation.created']);
    house.system.answer = () => 410;
    await customerWrites(house);
    await eventually(async () => expect(await shownTo(house)).toMatchObject([{ id: webhook.id, state: 'off', reason: 'gone' }]));
    expect(await db('audit_events').where({ action: 'webhook.turnedOff' }).pluck('object')).toEqual([webhook.id]);
    house.system.answer = () => 500;
    await post(house.server.url, `/webhooks/${webhook.id}/state`, { on: true, access: house.access });
    await db('webhooks').where({ id: webhook.id }).update({ failingSince: Date.now() - 6 * 86_400_000 });
    await customerWrites(house);
    await eventually(async () => expect(await shownTo(house)).toMatchObject([{ state: 'off', reason: 'failing' }]));
  });

  test('is not told of what an import brings in: that was long ago', async () => {
    const house = await office();
    const { webhook } = await listen(house, ['message.received', 'conversation.created']);
    await house.server.services.exchange.commit(house.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'messages', row: { id: `msg_${randomUUID()}`, conversation: `con_${randomUUID()}`, team: house.team, at: Date.now() - 86_400_000, part: { kind: 'inbound', author: `cus_${randomUUID()}`, authorName: 'Anna' }, text: 'Long ago', html: null, attachments: [], version: 0 } }]));
    await customerWrites(house, 'Now');
    await comesTrue(() => house.system.calls.length === 2);
    expect(house.system.calls.every(({ body }) => !body.includes('Long ago'))).toBe(true);
    expect(await log(house, webhook.id)).toHaveLength(2);
  });

  test('goes on where the log has forgotten what it was to read next', async () => {
    const house = await office(await servedAlone());
    const { db } = house.server.services;
    await listen(house, ['message.received']);
    await house.server.services.webhooks.stop();
    await customerWrites(house, 'Too long ago');
    await everythingNumbered(house);
    await db('change_log').delete();
    const worker = startWebhooks({ db, egress: { allowed: listOf(['127.0.0.1']), resolve: () => Promise.resolve([]) }, plan, openSecret: () => 'whsec_c2VjcmV0', failed: () => undefined, turnedOff: () => undefined });
    closers.push(worker.stop);
    await comesTrueAfter(async () => undefined, async () => (await db('webhook_feeds').first<{ seq: number }>('seq')).seq === (await db('sync_heads').first<{ seq: number }>('seq')).seq);
    await customerWrites(house, 'Now');
    worker.wake();
    await comesTrue(() => house.system.accepted('message.received').length === 1);
  });

  test('S-56 of a private network is refused, and a name that moves there meanwhile is not called', async () => {
    const { url: database, db } = await databases.fresh();
    const server = await startTestServer(database);
    closers.push(server.stop);
    const { tenant, support } = await foundCompany(db, server.services.exchange.commit);
    const { email } = await hire(server.services.exchange.commit, tenant, { teams: [support], roles: ['administrator'] });
    const { access } = await signIn(server.url, email);
    const system = await ListeningSystem.open();
    closers.push(() => system.close());
    for (const url of [system.url, 'https://169.254.169.254/', 'https://[::1]/', 'http://shop.example/']) {
      expect(await failureOf(await post(server.url, '/webhooks', { url, events: ['note.added'], access })), url).toMatchObject({ code: 'webhook.unreachable' });
    }
    await server.services.webhooks.stop();
    const made = madeWebhook.parse(await (await post(server.url, '/webhooks', { url: 'https://93.184.216.34/', events: ['conversation.created'], access })).json());
    await db('webhooks').update({ url: system.url.replace('127.0.0.1', 'moving.example').replace('http:', 'https:') });
    const asked: string[] = [];
    const egress = { allowed: listOf([]), resolve: (host: string) => Promise.resolve([asked.push(host) > 0 ? '127.0.0.1' : '']) };
    const worker = startWebhooks({ db, egress, plan, openSecret: () => made.secret, failed: () => undefined, turnedOff: () => undefined });
    closers.push(worker.stop);
    await arrive(server.services.exchange.commit, { tenant, team: support });
    await comesTrueAfter(async () => undefined, async () => (await db('webhook_deliveries').where({ detail: 'forbidden' })).length === 1);
    expect([asked[0], system.calls.length]).toEqual(['moving.example', 0]);
  });

  test('loses and doubles nothing when the server is killed in the middle of telling', { timeout: 240_000 }, async () => {
    const house = await office(await servedAlone());
    await listen(house, ['message.received']);
    await house.server.stop();
    closers.splice(closers.indexOf(house.server.stop), 1);
    const killed = new ServerProcess({ database: house.database });
    await killed.start();
    closers.push(() => killed.stop());
    const writer = await startTestServer(house.database);
    await writer.services.webhooks.stop();
    closers.push(writer.stop);
    const sent = 30;
    for (let place = 0; place < sent; place += 1) {
      await arrive(writer.services.exchange.commit, { tenant: house.tenant, team: house.team, text: `Line ${place}` });
      if (place === 15) await killed.kill();
      if (place === 20) await killed.start();
    }
    // What was under way when it died is told again when its lease is over: now, or by itself where its claim was stored only after this.
    await writer.services.db('webhook_deliveries').update({ leaseUntil: 0 });
    await eventually(async () => expect(new Set(house.system.accepted('message.received')).size).toBeGreaterThanOrEqual(sent), 60_000);
    const texts = new Map(house.system.calls.map(({ headers, body }) => [String(headers['webhook-id']), body]));
    expect(new Set(texts.values()).size).toBe(sent);
    expect(texts.size).toBe(sent);
    expect(await writer.services.db('webhook_deliveries')).toHaveLength(sent);
  });
});

const plan: WebhookPlan = { pauses: [1000], giveUpAfter: 60_000, offAfter: 60_000 };

/** Moves time along in the database, as often as it takes. */
async function comesTrueAfter(move: () => Promise<unknown>, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 40_000; !(await isSo()); await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (performance.now() > end) throw new Error('it did not come true');
    await move();
  }
}

test('what nobody can sign any more, as its key is gone, fails as an attempt and says why, instead of being tried without end', async () => {
  const own = await office();
  const { webhook: { id } } = await listen(own, ['message.received']);
  await shared.db('webhooks').where({ id }).update({ secret: createSealing([Buffer.alloc(32, 99)]).seal(sealedFor.webhook(id), 'whsec_c2VjcmV0') });
  await customerWrites(own);
  await eventually(async () => expect(await log(own, id)).toMatchObject([{ state: 'waiting', attempt: 1, detail: 'keyGone' }]));
});
