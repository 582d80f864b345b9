import { keepBot } from '#db/central/bots';
import type { BotPlan } from '#domain/bot/plan';
import { id, type ConversationId } from '#kernel/id';
import { openBotBrain, type BotBrain } from '#server/channel/bot/bot-brain';
import { createFirstLine } from '#server/channel/bot/first-line';
import { starterPlan } from '#server/channel/bot/text/starter-plan';
import type { Intake } from '#server/channel/connector';
import { openIntake } from '#server/channel/intake';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { builtLearningWorker } from '../../support/built-workers';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChannelHouse, type ChannelHouse } from '../../support/channel-house';

let databases: CentralDatabases;
let house: ChannelHouse;
let intake: Intake;
let channel: `cha_${string}`;
const bot = id('person', randomUUID());
const failures: unknown[] = [];
let brain: BotBrain;

beforeAll(async () => {
  databases = await startCentralDatabases();
  brain = openBotBrain({ workerFile: await builtLearningWorker(), failed: (error) => failures.push(error) });
});
afterAll(async () => {
  await brain.stop();
  await databases.stop();
});
beforeEach(async () => {
  house = await openChannelHouse(databases);
  channel = (await house.addChannel('telegram', 'shop')).id;
  intake = openIntake(house.db, house.exchange.commit, createFirstLine({ failed: (error) => failures.push(error), brain }));
  await teach({});
});
afterEach(async () => {
  failures.length = 0;
  await house.stop();
});

async function teach(changed: Partial<BotPlan>): Promise<void> {
  const day = { from: 0, to: 1440 };
  const plan = { ...starterPlan('ru'), isOn: true, channels: [channel], hours: { offset: 0, days: [day, day, day, day, day, day, day] }, ...changed };
  await house.exchange.commit(house.tenant, async (tx, _now, put) => {
    await put([{ op: 'put', table: 'people', row: { id: bot, name: plan.name, roles: [], teams: [], version: 0 } }]);
    await keepBot(tx, { tenant: house.tenant, person: bot, plan });
  });
}

let line = 0;
async function write(text: string, key = `k${(line += 1)}`): Promise<ConversationId> {
  const author = { kind: 'telegram', value: '7001', name: 'Анна' } as const;
  return (await intake({ tenant: house.tenant, channel, key, author, subject: text, text, html: null, attachments: [], thread: 'latest' })).conversation;
}

/** What was said and what happened, in its order. */
async function told(): Promise<readonly string[]> {
  const messages = (await house.all('messages')).toSorted((one, other) => one.at - other.at);
  return messages.map(({ part, text }) => (part.kind === 'event' ? `[${part.event.type}${part.event.type === 'handedOver' ? ` ${part.event.why}: ${part.event.intent ?? ''}` : ''}]` : `${part.kind}: ${text.split('\n')[0]}`));
}

async function standing(conversation: ConversationId) {
  const row = (await house.all('conversations')).find((one) => one.id === conversation);
  const owning = (await house.all('cases')).find((one) => one.id === row?.case);
  if (row === undefined || owning === undefined) throw new Error('no conversation');
  return { row, state: owning.state.status, owner: owning.owner };
}

test('the bot answers in the transaction of the message, holds the conversation, and its answers leave once', async () => {
  const conversation = await write('Сколько стоит доставка?');
  expect(await write('Сколько стоит доставка?', `k${line}`)).toBe(conversation);
  const { greeting, intents } = starterPlan('ru');
  const does = intents.find(({ key }) => key === 'delivery')?.does;
  expect(await told()).toEqual(['inbound: Сколько стоит доставка?', `outbound: ${greeting}`, `outbound: ${does?.kind === 'say' ? does.text : ''}`]);
  expect(await standing(conversation)).toMatchObject({ row: { assignee: bot, unread: 0, previewFrom: 'agent', firstResponse: { state: 'met' } }, state: 'waiting', owner: bot });
  expect(await house.db('deliveries').where({ tenant: house.tenant, state: 'waiting' })).toHaveLength(2);
});

test('whoever asks for a person is given one: with what it is about, in the queue, with a clock that begins now', async () => {
  await write('хочу вернуть товар');
  const before = Date.now();
  const conversation = await write('Оператор!');
  const [, , , , ...end] = await told();
  expect(end).toEqual([`outbound: ${starterPlan('ru').handingOver}`, '[handedOver asked: Возврат]']);
  const { row, state, owner } = await standing(conversation);
  expect([row.assignee, owner, state, row.unread]).toEqual([null, null, 'open', 1]);
  expect(row.firstResponse).toMatchObject({ state: 'running' });
  expect(row.firstResponse.dueAt - before).toBeGreaterThanOrEqual(1800_000);
  expect(row.firstResponse.dueAt - before).toBeLessThan(1810_000);
});

test('after the hand-over the bot is silent, also when the case comes back from an agent', async () => {
  const conversation = await write('оператор');
  const { length } = await told();
  await write('сколько стоит доставка?');
  await house.answer(conversation, 'Доставка бесплатная');
  await write('спасибо! а сколько стоит доставка в Тверь?');
  expect((await told()).slice(length).filter((one) => one.startsWith('outbound'))).toEqual(['outbound: Доставка бесплатная']);
});

test('an order is told to whose it is, and to nobody else', async () => {
  const conversation = await write('где мой заказ?');
  const { row } = await standing(conversation);
  const order = { tenant: house.tenant, currency: 'RUB', placedAt: 1, items: '[]', changedAt: 1 };
  await house.db('orders').insert([
    { ...order, id: 'o1', key: 'o1', customer: row.customer, number: '10452', status: 'передан курьеру' },
    { ...order, id: 'o2', key: 'o2', customer: id('customer', 'other'), number: '20999', status: 'оплачен' },
  ]);
  await write('10452');
  await write('20999');
  expect((await told()).filter((one) => one.startsWith('outbound')).slice(2)).toEqual(['outbound: Заказ 10452: передан курьеру.', 'outbound: Заказа 20999 среди ваших не нахожу. Проверьте, пожалуйста, номер.']);
});

test('thanks resolve the case, and who comes back finds the bot again', async () => {
  const conversation = await write('часы работы');
  await write('спасибо');
  expect((await standing(conversation)).state).toBe('resolved');
  expect(await write('а как можно оплатить?')).toBe(conversation);
  expect(await standing(conversation)).toMatchObject({ row: { assignee: bot }, state: 'waiting' });
});

test('where the bot is off everything goes to people, also what it held', async () => {
  const conversation = await write('часы работы');
  await teach({ isOn: false });
  await write('алло');
  expect((await told()).slice(-2)).toEqual(['inbound: алло', '[handedOver off: Часы работы]']);
  expect(await standing(conversation)).toMatchObject({ row: { assignee: null, firstResponse: { state: 'running' } }, owner: null });
});

test('on a channel that it was not given the bot says nothing', async () => {
  await teach({ channels: [] });
  await write('сколько стоит доставка?');
  expect(await told()).toEqual(['inbound: сколько стоит доставка?']);
});

test('the bot answers no mail, though its plan names the mailbox: a robot would answer back', async () => {
  const mailbox = (await house.addChannel('email', 'help@shop.example')).id;
  await teach({ channels: [channel, mailbox] });
  const author = { kind: 'email', value: 'robot@other.example', name: 'Robot' } as const;
  await intake({ tenant: house.tenant, channel: mailbox, key: 'm1', author, subject: 's', text: 'сколько стоит доставка?', html: null, attachments: [], thread: [] });
  expect(await told()).toEqual(['inbound: сколько стоит доставка?']);
});

test('a bot that breaks costs no message: its customer gets people', async () => {
  const conversation = await write('часы работы');
  const broken = createFirstLine({ failed: (error) => failures.push(error), brain });
  intake = openIntake(house.db, house.exchange.commit, { meet: (tx, arrival) => broken.meet(tx, { ...arrival, get text(): string { throw new Error('broken'); } }) });
  await write('сколько стоит доставка?');
  expect([failures.length, (await told()).at(-1)]).toEqual([1, '[handedOver failed: Часы работы]']);
  expect((await standing(conversation)).row.assignee).toBe(null);
});
