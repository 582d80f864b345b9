import { templateList } from '#contract/template';
import { id } from '#kernel/id';
import { hour } from '#kernel/instant';
import { rowOf } from '#db/central/rows';
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createPerson, createTeam, createTenant } from '../../support/accounts';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { get, password, post, signIn, startTestServer } from '../../support/central-server';
import { eventually } from '../../support/eventually';
import { MessengerDouble } from '../../support/messengers/messenger-double';
import { whatsapp } from '../../support/messengers/road-to';
import { messengerConnected } from '#contract/messenger';

let databases: CentralDatabases;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

type TestServer = Awaited<ReturnType<typeof startTestServer>>;

const ready = { name: 'order_ready', language: 'ru', text: '{{1}}, ваш заказ {{2}} ждёт вас.' };

async function put(server: TestServer, path: string, { access, body }: { readonly access: string; readonly body: unknown }): Promise<number> {
  return (await fetch(`${server.url}${path}`, { method: 'PUT', headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })).status;
}

async function company(server: TestServer) {
  const { db, exchange } = server.services;
  const tenant = await createTenant(db, { name: 'Shop' });
  const [team, other] = [await createTeam(exchange.commit, tenant, 'Support'), await createTeam(exchange.commit, tenant, 'Sales')];
  const emails = { chief: `${randomUUID()}@shop.example`, agent: `${randomUUID()}@shop.example`, stranger: `${randomUUID()}@shop.example` };
  await createPerson(exchange.commit, tenant, { name: 'Chief', email: emails.chief, password, roles: ['administrator'], teams: [] });
  const agent = await createPerson(exchange.commit, tenant, { name: 'Ольга', email: emails.agent, password, roles: ['agent'], teams: [team.id] });
  await createPerson(exchange.commit, tenant, { name: 'Пётр', email: emails.stranger, password, roles: ['agent'], teams: [other.id] });
  const queue = id('queue', randomUUID());
  await exchange.commit(tenant, (_tx, _now, keep) => keep([{ op: 'put', table: 'queues', row: { id: queue, team: team.id, name: 'Support', version: 0, asksOutcome: false } }]));
  const [chief, worker, stranger] = [await signIn(server.url, emails.chief), await signIn(server.url, emails.agent), await signIn(server.url, emails.stranger)];
  return { tenant, queue, agent, chief: chief.access, worker: worker.access, stranger: stranger.access };
}

test('where WhatsApp takes no free words any more, approved ones leave once, with their slots, from who has the conversation', async () => {
  const api = await new MessengerDouble(({ path }) => ({ status: 200, body: path.includes('fields=') ? { display_phone_number: '+7 916 000-00-00' } : { messages: [{ id: 'wamid.ours' }] } })).open();
  const { url } = await databases.fresh();
  const server = await startTestServer(url, { messengers: { telegram: api.root, vk: api.root, max: api.root, whatsapp: api.root } });
  const { db, exchange } = server.services;
  const { tenant, queue, agent, chief, worker, stranger } = await company(server);
  const { channel, hook } = messengerConnected.parse(await (await post(server.url, '/messengers', { access: chief, name: 'WhatsApp', queue, setup: whatsapp })).json());
  const path = `/messengers/${channel}/templates`;

  expect([await put(server, path, { access: chief, body: [{ ...ready, text: '{{2}}' }] }), await put(server, path, { access: chief, body: [ready, ready] }), await put(server, path, { access: worker, body: [] })]).toEqual([400, 400, 403]);
  expect(await put(server, path, { access: chief, body: [ready] })).toBe(200);
  expect(templateList.parse(await (await get(server.url, path, worker)).json())).toEqual([ready]);
  expect((await get(server.url, path, stranger)).status).toBe(404);

  const batch = JSON.stringify({ entry: [{ changes: [{ value: { messages: [{ from: '79160000000', id: 'wamid.1', timestamp: '1700000000', type: 'text', text: { body: 'Где заказ?' } }] } }] }] });
  const signature = `sha256=${createHmac('sha256', whatsapp.appSecret).update(batch).digest('hex')}`;
  expect((await fetch(`${server.url}${hook}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature }, body: batch })).status).toBe(200);
  await db('messenger_threads').where({ tenant }).update({ lastInboundAt: Date.now() - 25 * hour });
  const conversation = rowOf('conversations', await db('conversations').where({ tenant }).first());

  const answer = (who: string, slots: readonly string[], message: string = id('message', randomUUID())): Promise<Response> => post(server.url, '/templates', { access: who, message, conversation: conversation.id, name: ready.name, language: ready.language, slots });
  const codeOf = async (response: Promise<Response>): Promise<string> => z.object({ code: z.string() }).parse(await (await response).json()).code;
  expect([await codeOf(answer(worker, ['Анна', '5'])), await codeOf(answer(worker, ['Анна'])), await codeOf(answer(stranger, ['Анна', '5']))]).toEqual(['conversation.notYours', 'template.absent', 'conversation.absent']);
  await exchange.commit(tenant, (_tx, _now, keep) => keep([{ op: 'put', table: 'conversations', row: { ...conversation, assignee: agent.id } }]));

  const message = id('message', randomUUID());
  const answers = await Promise.all([answer(worker, ['Анна', '№ 5'], message), answer(worker, ['Анна', '№ 5'], message)]);
  expect([...answers.map(({ status }) => status), (await answer(worker, ['Анна', '№ 5'], message)).status]).toEqual([200, 200, 200]);
  const said = async () => rowOf('messages', await db('messages').where({ tenant, id: message }).first());
  await eventually(async () => expect((await said()).part).toMatchObject({ delivery: { state: 'sent' } }));
  expect((await said()).text).toBe('Анна, ваш заказ № 5 ждёт вас.');
  const sent = api.asked.filter(({ path: asked }) => asked.endsWith('/messages')).map(({ body }): unknown => JSON.parse(body));
  expect(sent).toMatchObject([{ to: '79160000000', type: 'template', template: { name: 'order_ready', language: { code: 'ru' }, components: [{ parameters: [{ text: 'Анна' }, { text: '№ 5' }] }] } }]);
  expect(sent).toHaveLength(1);
  await server.stop();
  await api.close();
});
