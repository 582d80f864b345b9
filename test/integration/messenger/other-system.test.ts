import { createPerson, createTeam, createTenant } from '../../support/accounts';
import { get, password, post, signIn, startTestServer } from '../../support/central-server';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { comesTrue, eventually } from '../../support/eventually';
import { messengerConnected, messengerList } from '#contract/messenger';
import { sendMessage } from '#domain/conversation/write-message';
import { id } from '#kernel/id';
import { listOf } from '#server/access/network';
import { enqueueDeliveries } from '#server/channel/delivery-queue';
import { freePort } from '#db/central/free-port';
import { rowOf } from '#db/central/rows';
import { Loaded } from '#sync/change';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';

let databases: CentralDatabases;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

type Example = { readonly say: (line: string) => void; readonly printed: () => string; readonly end: () => Promise<unknown> };

/** The program of the examples, as its reader starts it. */
async function startExample(env: Readonly<Record<string, string>>): Promise<Example> {
  const child = spawn(process.execPath, [new URL('../../../examples/connect/system.mjs', import.meta.url).pathname], { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (piece: Buffer) => {
    printed += piece.toString('utf8');
  });
  await comesTrue(() => printed.includes('listening'));
  return {
    say: (line) => void child.stdin.write(`${line}\n`),
    printed: () => printed,
    end: () => {
      child.kill();
      return once(child, 'exit');
    },
  };
}

test('an administrator connects the system of the examples, and its customer and an agent talk', async () => {
  const { url } = await databases.fresh();
  const server = await startTestServer(url, { webhookNetworks: listOf(['127.0.0.1']) });
  const { db, exchange } = server.services;
  const tenant = await createTenant(db, { name: 'Shop' });
  const team = await createTeam(exchange.commit, tenant, 'Support');
  const agent = await createPerson(exchange.commit, tenant, { name: 'Ольга', email: `${randomUUID()}@shop.example`, password, roles: ['agent'], teams: [team.id] });
  const email = `${randomUUID()}@shop.example`;
  await createPerson(exchange.commit, tenant, { name: 'Chief', email, password, roles: ['administrator'], teams: [] });
  const queue = id('queue', randomUUID());
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'queues', row: { id: queue, team: team.id, name: 'Support', version: 0, asksOutcome: false } }]));
  const { access } = await signIn(server.url, email);
  const port = await freePort();
  const setup = { kind: 'connect', address: `http://127.0.0.1:${port}/otklik` };

  expect((await post(server.url, '/messengers', { access, name: 'Own chat', queue, setup })).status).toBe(409);
  const before = await startExample({ PORT: String(port) });
  const made = messengerConnected.parse(await (await post(server.url, '/messengers', { access, name: 'Own chat', queue, setup })).json());
  await before.end();
  const example = await startExample({ PORT: String(port), OTKLIK_HOOK: `${server.url}${made.hook}`, OTKLIK_SECRET: made.secret ?? '' });
  example.say('Где мой заказ?');
  await eventually(async () => expect(await db('messages').where({ tenant }).pluck('text')).toEqual(['Где мой заказ?']));
  const listed = messengerList.parse(await (await get(server.url, '/messengers', access)).json());
  expect(listed).toMatchObject([{ channel: made.channel, kind: 'connect', name: 'Own chat', state: 'connected' }]);
  expect(JSON.stringify(listed)).not.toContain(made.secret?.slice(6));

  const conversation = rowOf('conversations', await db('conversations').where({ tenant }).first());
  const rows = new Loaded();
  rows.set('conversations', conversation.id, { ...conversation, assignee: agent.id });
  rows.set('cases', conversation.case, rowOf('cases', await db('cases').where({ tenant }).first()));
  await exchange.commit(tenant, async (tx, now, put) => {
    const outcome = sendMessage.run(rows, { message: id('message', randomUUID()), conversation: conversation.id, text: 'Уже в пути' }, { actor: { person: agent.id, roles: agent.roles, teams: agent.teams }, now });
    if (!outcome.ok) throw new Error(outcome.code);
    await put(outcome.value);
    await enqueueDeliveries(tx, tenant, outcome.value);
  });
  await eventually(async () => expect(await db('messages').whereRaw(`part->'delivery'->>'state' = 'sent'`).pluck('text')).toEqual(['Уже в пути']));
  await comesTrue(() => example.printed().includes('Ольга: Уже в пути\n'));

  expect((await fetch(`${server.url}/messengers/${made.channel}`, { method: 'DELETE', headers: { authorization: `Bearer ${access}` } })).status).toBe(200);
  expect((await fetch(`${server.url}${made.hook}`, { method: 'POST', body: '{}' })).status).toBe(404);
  await example.end();
  await server.stop();
});

test('the page for other systems is shown in both languages, loads nothing and runs nothing', async () => {
  const { url } = await databases.fresh();
  const server = await startTestServer(url);
  for (const [language, word] of [['ru-RU', 'Клиент написал'], ['en', 'A customer wrote']] as const) {
    const answer = await fetch(`${server.url}/connect/docs`, { headers: { 'accept-language': language } });
    const text = await answer.text();
    expect([text.includes(word), /<script|src=|url\(|@import/.test(text), answer.headers.get('content-security-policy')?.startsWith("default-src 'none'; style-src 'sha256-")]).toEqual([true, false, true]);
  }
  expect(await (await fetch(`${server.url}/connect/openapi.json`)).json()).toMatchObject({ openapi: '3.1.0', paths: { '/hooks/{channel}': {} }, webhooks: { answer: {} } });
  await server.stop();
});
