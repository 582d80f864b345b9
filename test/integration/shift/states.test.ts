import { longestSilence } from '#db/central/agent-states';
import type { AgentState } from '#domain/shift/agent-state';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { arriveByChat } from '../../support/live-chat';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { eventually } from '../../support/eventually';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Staff, type Seated } from '../../support/supervisors';

let served: ServedCompany;
let staff: Staff;
let road: CuttableProxy;

beforeAll(async () => {
  served = await openServedCompany();
  staff = new Staff(served);
  road = await cuttableProxy(Number(new URL(served.server.url).port));
});
afterEach(async () => {
  road.mend();
  await staff.goHome();
});
afterAll(async () => {
  await road.close();
  await served.stop();
});

const shift = { name: 'shift', input: {} } as const;
const says = ({ seat }: Seated, state: AgentState): Promise<unknown> => seat.until(shift, (shown) => shown?.state === state);
const logOf = (person: string): Promise<{ state: string; ended: string | null }[]> => served.server.services.db('agent_state_log').where({ person }).orderBy('entry').select('state', 'ended');

test('a state is shown to colleagues, and every stretch of it is kept', async () => {
  const { support, delivery } = served.company;
  const [one, other] = await Promise.all([staff.sit(['agent'], [support]), staff.sit(['agent'], [delivery])]);
  expect((await one.seat.until(shift, (shown) => shown !== null))?.state).toBe('offline');
  for (const state of ['available', 'break', 'training'] as const) expect(await one.seat.ask('state.set', { state })).toEqual({ ok: true, value: null });
  await says(one, 'training');
  await other.seat.until({ name: 'states', input: {} }, (rows) => rows.some(({ id, state }) => id === one.person && state === 'training'));
  expect((await logOf(one.person)).map(({ state, ended }) => [state, ended !== null])).toEqual([['available', true], ['break', true], ['training', false]]);
});

test('what was chosen without a network counts from when it was chosen', async () => {
  const agent = await staff.sit(['agent'], [served.company.support], `http://127.0.0.1:${road.port}`);
  await agent.seat.ask('state.set', { state: 'available' });
  await agent.seat.online();
  road.cut();
  await agent.seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  await agent.seat.ask('state.set', { state: 'lunch' });
  const chosen = (await agent.seat.until(shift, (shown) => shown?.state === 'lunch'))?.since ?? 0;
  road.mend();
  await agent.seat.online();
  expect((await agent.seat.until(shift, (shown) => shown?.state === 'lunch'))?.since).toBe(chosen);
});

test('of the states that were chosen without a network one after the other, and arrived together, only the last was kept', async () => {
  const agent = await staff.sit(['agent'], [served.company.support], `http://127.0.0.1:${road.port}`);
  await agent.seat.ask('state.set', { state: 'available' });
  await agent.seat.online();
  road.cut();
  await agent.seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  for (const state of ['lunch', 'available', 'training'] as const) expect(await agent.seat.ask('state.set', { state })).toEqual({ ok: true, value: null });
  road.mend();
  await agent.seat.online();
  expect((await logOf(agent.person)).map(({ state, ended }) => [state, ended !== null])).toEqual([['available', true], ['lunch', true], ['available', true], ['training', false]]);
});

test('the break that was named during a chat begins when the chat is over', async () => {
  const { services } = served.server;
  const chat = await arriveByChat(services.exchange.commit, { tenant: served.company.tenant, team: served.company.support });
  const agent = await staff.sit(['agent'], [served.company.support]);
  await agent.seat.ask('state.set', { state: 'available' });
  await agent.seat.until({ name: 'conversation', input: { conversation: chat.id, limit: 5 } }, (shown) => shown !== null);
  expect(await agent.seat.ask('conversation.take', { conversation: chat.id })).toEqual({ ok: true, value: null });
  await agent.seat.until(shift, (shown) => shown?.contacts === 1);
  await agent.seat.ask('state.next', { next: 'break' });
  await agent.seat.until(shift, (shown) => shown?.next === 'break' && shown.state === 'available');
  await agent.seat.ask('case.resolve', { conversation: chat.id });
  expect(await agent.seat.until(shift, (shown) => shown?.state === 'break')).toMatchObject({ next: null, contacts: 0 });
});

test('whose desk is gone for long is offline, from when it was heard last', async () => {
  const { db, leases } = served.server.services;
  const [gone, here] = await Promise.all([staff.sit(['agent'], [served.company.support]), staff.sit(['agent'], [served.company.support])]);
  for (const { seat } of [gone, here]) {
    await seat.ask('state.set', { state: 'available' });
    await seat.online();
  }
  await gone.seat.leave();
  await leases.look();
  expect((await logOf(gone.person)).map(({ state }) => state)).toEqual(['available']);
  const past = (column: string): ReturnType<typeof db.raw> => db.raw('?? - ?', [column, longestSilence]);
  // A look of the server's own may be under way, and note what it has heard before.
  await eventually(async () => {
    await db('agents_heard').where({ person: gone.person }).update({ at: past('at') });
    await db('agent_states').where({ id: gone.person }).update({ since: past('since') });
    await db('lease_watch').update({ since: past('since') });
    await leases.look();
    expect((await logOf(gone.person)).at(-1)).toEqual({ state: 'offline', ended: null });
  });
  await here.seat.until({ name: 'states', input: {} }, (rows) => rows.some(({ id, state }) => id === gone.person && state === 'offline'));
  await says(here, 'available');
});
