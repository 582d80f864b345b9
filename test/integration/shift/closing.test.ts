import type { ConversationId, QueueId } from '#kernel/id';
import { hour } from '#kernel/instant';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { arrive } from '../../support/company';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { addQueue } from '../../support/live-chat';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Staff, type Seated } from '../../support/supervisors';

let served: ServedCompany;
let staff: Staff;
let road: CuttableProxy;
let complaints: QueueId;

beforeAll(async () => {
  served = await openServedCompany();
  staff = new Staff(served);
  road = await cuttableProxy(Number(new URL(served.server.url).port));
  complaints = (await addQueue(served.server.services.exchange.commit, served.company.tenant, { team: served.company.delivery, name: 'Complaints' })).id;
});
afterEach(async () => {
  road.mend();
  await staff.goHome();
});
afterAll(async () => {
  await road.close();
  await served.stop();
});

const done = { ok: true, value: null } as const;
const mine = { name: 'list', input: { view: 'mine', search: '', limit: 200 } } as const;
const open = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 50 } }) as const;

/** Conversations that a person took in this shift. */
async function held({ seat }: Seated, count: number): Promise<readonly ConversationId[]> {
  const { exchange } = served.server.services;
  const taken: ConversationId[] = [];
  for (let at = 0; at < count; at += 1) {
    const { id } = await arrive(exchange.commit, { tenant: served.company.tenant, team: served.company.support, text: `question ${at}` });
    await seat.until(open(id), (shown) => shown !== null);
    expect(await seat.ask('conversation.take', { conversation: id })).toEqual(done);
    taken.push(id);
  }
  await seat.until(mine, ({ rows }) => rows.length === count);
  return taken;
}

/** What stands in a conversation, events by their names. */
async function told({ seat }: Seated, conversation: ConversationId, words: number): Promise<readonly string[]> {
  const shown = await seat.until(open(conversation), (now) => (now?.messages.length ?? 0) >= words);
  return shown?.messages.map(({ row: { part, text } }) => (part.kind === 'event' ? part.event.type : text)) ?? [];
}

test('a shift is closed: what is open goes to a colleague, to a queue of another team and back, each with the note once', async () => {
  const { support, delivery } = served.company;
  const [day, night, other] = [await staff.sit(['agent'], [support]), await staff.sit(['agent'], [support]), await staff.sit(['agent'], [delivery])];
  const [toNight, toQueue, back] = await held(day, 3);
  if (toNight === undefined || toQueue === undefined || back === undefined) throw new Error('three were taken');
  for (const conversation of [toNight, toQueue, back]) expect(await day.seat.ask('note.add', { conversation, text: 'Ждёт звонка' })).toMatchObject({ ok: true });
  expect(await day.seat.ask('cases.act', { act: { do: 'assign', to: night.person }, conversations: [toNight] })).toMatchObject({ ok: true, value: { done: 1, refused: [] } });
  expect(await day.seat.ask('conversation.transfer', { conversation: toQueue, to: complaints, reason: null })).toEqual(done);
  expect(await day.seat.ask('cases.act', { act: { do: 'return' }, conversations: [back] })).toMatchObject({ ok: true, value: { done: 1, refused: [] } });
  await day.seat.until(mine, ({ rows }) => rows.length === 0);
  expect(await day.seat.ask('state.set', { state: 'offline' })).toEqual(done);
  await night.seat.until(mine, ({ rows }) => rows.map(({ conversation }) => conversation.id).join() === toNight);
  expect(await told(night, toNight, 4)).toEqual(['question 0', 'taken', 'Ждёт звонка', 'assigned']);
  expect(await told(other, toQueue, 4)).toEqual(['question 1', 'taken', 'Ждёт звонка', 'transferred']);
  expect(await told(night, back, 4)).toEqual(['question 2', 'taken', 'Ждёт звонка', 'returned']);
  expect((await other.seat.until(open(toQueue), (shown) => shown !== null))?.conversation).toMatchObject({ queue: complaints, assignee: null });
});

test('without a road nothing changes hands and nothing is lost: what is put to sleep and noted leaves once when the road is back', async () => {
  const { support } = served.company;
  const [day, night] = [await staff.sit(['agent'], [support], `http://127.0.0.1:${road.port}`), await staff.sit(['agent'], [support])];
  const [first, second] = await held(day, 2);
  if (first === undefined || second === undefined) throw new Error('two were taken');
  road.cut();
  await day.seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  expect(await day.seat.ask('cases.act', { act: { do: 'assign', to: night.person }, conversations: [first, second] })).toMatchObject({ ok: false });
  expect(await day.seat.ask('conversation.transfer', { conversation: second, to: complaints, reason: null })).toMatchObject({ ok: false });
  await day.seat.until(mine, ({ rows }) => rows.length === 2);
  for (const conversation of [first, second]) expect(await day.seat.ask('note.add', { conversation, text: 'Завтра позвонить' })).toMatchObject({ ok: true });
  const until = Date.now() + 14 * hour;
  expect(await day.seat.ask('cases.act', { act: { do: 'snooze', until }, conversations: [first, second] })).toMatchObject({ ok: true, value: { done: 2, refused: [] } });
  expect(await day.seat.ask('state.set', { state: 'offline' })).toEqual(done);
  road.mend();
  await day.seat.online();
  for (const [at, conversation] of [first, second].entries()) {
    expect(await told(night, conversation, 4)).toEqual([`question ${at}`, 'taken', 'Завтра позвонить', 'snoozed']);
    expect((await night.seat.until(open(conversation), (shown) => shown?.case.state.status === 'snoozed'))?.case.state).toMatchObject({ until });
  }
  await night.seat.until({ name: 'states', input: {} }, (rows) => rows.some(({ id, state }) => id === day.person && state === 'offline'));
});
