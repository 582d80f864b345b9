import { messengerChanged, messengerConnected, messengerList } from '#contract/messenger';
import { setChatSite } from '#db/central/chat-sites';
import { connectMailbox } from '#db/central/mailboxes';
import { id } from '#kernel/id';
import { listOf } from '#server/access/network';
import { createSealing } from '#server/access/sealing';
import { MessengerAccounts } from '#server/channel/messenger/accounts';
import type { RunningServer } from '#server/start-server';
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { get, hire, post, signIn, startTestServer } from '../../support/central-server';
import { foundCompany } from '../../support/company';
import { eventually } from '../../support/eventually';

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const text = (...keys: readonly Buffer[]): string => keys.map((key) => key.toString('base64')).join();
const otherSystem = createServer((_request, response) => response.end('{}'));
let databases: CentralDatabases;
let server: RunningServer | null = null;

beforeAll(async () => {
  databases = await startCentralDatabases();
  await new Promise<void>((resolve) => otherSystem.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await server?.stop();
  server = null;
});
afterAll(async () => {
  otherSystem.close();
  await databases.stop();
});

async function startWith(url: string, ...keys: readonly Buffer[]): Promise<RunningServer> {
  await server?.stop();
  server = null;
  server = await startTestServer(url, { keys: text(...keys), webhookNetworks: listOf(['127.0.0.1']) });
  return server;
}

/** A company with something sealed of each kind that channels and programs have. */
async function companyWith({ services: { db, exchange, mailboxes, chatIdentities }, url }: RunningServer) {
  const { tenant, support } = await foundCompany(db, exchange.commit);
  const { email } = await hire(exchange.commit, tenant, { teams: [support], roles: ['administrator'] });
  const queue = id('queue', 'q');
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'queues', row: { id: queue, team: support, name: 'Support', version: 0, asksOutcome: false } }]));
  const { access } = await signIn(url, email);
  const { port } = z.object({ port: z.number() }).parse(otherSystem.address());
  const setup = { kind: 'connect' as const, address: `http://127.0.0.1:${port}/otklik` };
  const { channel, secret } = messengerConnected.parse(await (await post(url, '/messengers', { access, name: 'Own', queue, setup })).json());
  const [mail, chat] = [{ tenant, channel: id('channel', 'mail') }, { tenant, channel: id('channel', 'chat') }];
  const place = { host: '127.0.0.1', port: 1, security: 'none' } as const;
  await exchange.commit(tenant, (tx, now) => connectMailbox(tx, { ...mail, address: 'a@shop.example', settings: { receive: place, send: place, auth: { kind: 'password', user: 'a' }, keepsSent: true }, secret: mailboxes.seal(mail, { password: 'p' }), since: now, now }));
  await setChatSite(db, chat, { secret: chatIdentities.fresh(chat).sealed });
  return { tenant, email, setup, secret, key: { tenant, channel } };
}

test('what an older key sealed is sealed anew at the next start, so that the older one may be taken away', async () => {
  const { url, db } = await databases.fresh();
  await companyWith(await startWith(url, first));
  await startWith(url, second, first);
  const sealed = (await Promise.all(['messengers', 'mailboxes', 'chat_sites'].map((table) => db(table).pluck('secret')))).flat();
  expect(sealed.map((one) => createSealing([second]).isPresent(z.string().parse(one)))).toEqual([true, true, true]);
  await startWith(url, second);
});

test('a channel whose key was taken away is listed and says so, keeps no other from the list, and takes a new key', async () => {
  const { url, db } = await databases.fresh();
  const running = await startWith(url, second);
  const { email, setup, secret, key } = await companyWith(running);
  const { access } = await signIn(running.url, email);
  const list = async () => messengerList.parse(await (await get(running.url, '/messengers', access)).json());
  await db('messengers').update({ secret: new MessengerAccounts({ db, sealing: createSealing([first]) }).seal(key, { setup, hookSecret: 'gone' }) });
  expect(await list()).toMatchObject([{ channel: key.channel, state: 'messenger.keyGone' }]);
  const change = () => fetch(`${running.url}/messengers/${key.channel}`, { method: 'PUT', headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' }, body: JSON.stringify(setup) });
  const changed = messengerChanged.parse(await (await change()).json());
  expect(changed.secret).toEqual(expect.stringMatching(/^whsec_/));
  expect(changed.secret).not.toBe(secret);
  expect(await list()).toMatchObject([{ state: 'connected' }]);
  expect(await (await change()).json()).toEqual({ secret: null });
});

test('a channel is heard again, and says so, when its key is given back', async () => {
  const { url, db } = await databases.fresh();
  const { key } = await companyWith(await startWith(url, second));
  await db('messengers').where(key).update({ state: 'messenger.keyGone' });
  await startWith(url, second);
  await eventually(async () => expect(await db('messengers').pluck('state')).toEqual(['waiting']));
});
