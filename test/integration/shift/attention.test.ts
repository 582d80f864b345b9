import type { ConversationRow } from '#domain/conversation/conversation';
import { second } from '#kernel/instant';
import { loadRow } from '#db/central/rows';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../support/eventually';
import { arriveByChat } from '../../support/live-chat';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Staff, type Seated } from '../../support/supervisors';

let served: ServedCompany;
let staff: Staff;

beforeAll(async () => {
  served = await openServedCompany();
  staff = new Staff(served);
});
afterEach(() => staff.goHome());
afterAll(() => served.stop());

const told = ({ seat }: Seated): readonly string[] => seat.attended.flatMap(({ notices }) => notices.map((notice) => notice.class));
const hasIt = ({ seat }: Seated, { id: conversation }: ConversationRow): Promise<unknown> => seat.until({ name: 'conversation', input: { conversation, limit: 5 } }, (shown) => shown !== null);

/** Somebody who works elsewhere on their computer, and a chat that a supervisor gives them. */
async function given(): Promise<{ readonly agent: Seated; readonly supervisor: Seated; readonly chat: ConversationRow }> {
  const { support, tenant } = served.company;
  const agent = await staff.sit(['agent'], [support]);
  const supervisor = await staff.sit(['agent', 'supervisor'], [support]);
  await agent.seat.ask('state.set', { state: 'available' });
  await eventually(async () => expect(agent.seat.attended.length).toBeGreaterThan(0));
  agent.seat.focus(false);
  const chat = await arriveByChat(served.server.services.exchange.commit, { tenant, team: support });
  await Promise.all([hasIt(agent, chat), hasIt(supervisor, chat)]);
  expect(await supervisor.seat.ask('conversation.assign', { conversation: chat.id, to: agent.person })).toEqual({ ok: true, value: null });
  return { agent, supervisor, chat };
}

async function goesToAnotherTeam(chat: ConversationRow): Promise<void> {
  const { company: { tenant, delivery: team }, server: { services: { db, exchange } } } = served;
  const row = await loadRow(db, tenant, { table: 'cases', id: chat.case });
  if (row === null) throw new Error('a chat has a case');
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'cases', row: { ...row, team } }, { op: 'put', table: 'conversations', row: { ...chat, team } }]));
}

async function customerWrites(chat: ConversationRow): Promise<void> {
  await served.server.services.exchange.commit(served.company.tenant, async (tx, _now, put) => {
    const assignee: unknown = await tx('conversations').where({ id: chat.id }).first('assignee', 'fence');
    await put([{ op: 'put', table: 'conversations', row: { ...chat, ...(assignee as Pick<ConversationRow, 'assignee' | 'fence'>), lastMessageAt: chat.lastMessageAt + 60_000, preview: 'canary of a customer', unread: 2 } }]);
  });
}

async function looks({ seat }: Seated, { id: conversation }: ConversationRow): Promise<void> {
  seat.focus(true);
  await seat.ask('attention.looks', { conversation });
  await seat.until({ name: 'attention', input: {} }, ({ unseen }) => unseen === 0);
}

test('an agent hears of what is given to them and of what the customer answers there, until they look at it', async () => {
  const { agent, chat } = await given();
  await eventually(async () => expect(told(agent)).toContain('assigned'));
  await customerWrites(chat);
  await eventually(async () => expect(told(agent)).toContain('answered'));
  const attention = { name: 'attention', input: {} } as const;
  expect(await agent.seat.until(attention, ({ sound }) => sound?.class === 'answered')).toMatchObject({ unseen: 1 });
  expect(JSON.stringify(agent.seat.attended)).not.toContain('canary');
  await looks(agent, chat);
  expect(agent.seat.attended.at(-1)).toMatchObject({ unseen: 0, notices: [] });
  expect(agent.seat.attended.flatMap(({ seen }) => seen)).toContain(chat.id);
});

test('a mention in a conversation that went to another team stayed in the count of what nobody has seen', async () => {
  const { support, tenant } = served.company;
  const [agent, colleague] = [await staff.sit(['agent'], [support]), await staff.sit(['agent'], [support])];
  await eventually(async () => expect(agent.seat.attended.length).toBeGreaterThan(0));
  agent.seat.focus(false);
  const chat = await arriveByChat(served.server.services.exchange.commit, { tenant, team: support });
  await Promise.all([hasIt(agent, chat), hasIt(colleague, chat)]);
  expect(await colleague.seat.ask('note.add', { conversation: chat.id, text: 'look', mentions: [agent.person] })).toMatchObject({ ok: true });
  await eventually(async () => expect(told(agent)).toContain('mentioned'));
  await goesToAnotherTeam(chat);
  expect(await agent.seat.until({ name: 'attention', input: {} }, ({ unseen }) => unseen === 0)).toMatchObject({ unseen: 0 });
});

test('nothing rings on a break, and names stand in notices only where the person allowed it', async () => {
  const { agent, supervisor, chat } = await given();
  await eventually(async () => expect(told(agent)).toContain('assigned'));
  const other = await arriveByChat(served.server.services.exchange.commit, { tenant: served.company.tenant, team: served.company.support });
  await Promise.all([hasIt(agent, other), hasIt(supervisor, other)]);
  expect(await supervisor.seat.ask('note.add', { conversation: other.id, text: 'look', mentions: [agent.person] })).toMatchObject({ ok: true });
  await agent.seat.until({ name: 'attention', input: {} }, ({ unseen }) => unseen === 2);
  await agent.seat.ask('state.set', { state: 'break' });
  await customerWrites(chat);
  await agent.seat.until({ name: 'conversation', input: { conversation: chat.id, limit: 5 } }, (shown) => shown?.conversation.unread === 2);
  // Whoever finds that this one is gone has found what was written before.
  await goesToAnotherTeam(other);
  await eventually(async () => expect(agent.seat.attended.flatMap(({ seen }) => seen)).toContain(other.id));
  await agent.seat.until({ name: 'attention', input: {} }, ({ unseen }) => unseen === 1);
  expect(told(agent)).not.toContain('answered');
  const { settings } = await agent.seat.until({ name: 'attention', input: {} }, () => true);
  await agent.seat.ask('attention.save', { ...settings, showsText: true });
  await agent.seat.ask('attention.looks', { conversation: chat.id });
  await agent.seat.ask('attention.try', { class: 'answered' });
  expect(agent.seat.attended.at(-1)?.notices).toEqual([{ class: 'answered', conversation: chat.id, caller: { name: 'Анна', preview: 'canary of a customer' } }]);
});

test('a colleague who names somebody in a note calls them', async () => {
  const { agent, chat } = await given();
  await eventually(async () => expect(told(agent)).toContain('assigned'));
  const colleague = await staff.sit(['agent', 'supervisor'], [served.company.support]);
  await hasIt(colleague, chat);
  expect(await colleague.seat.ask('note.add', { conversation: chat.id, text: 'Look here', mentions: [agent.person] })).toMatchObject({ ok: true });
  await eventually(async () => expect(told(agent)).toContain('mentioned'));
});

test('a case that its agent put off calls them when it is back, once, and nobody else', async () => {
  const { agent, chat } = await given();
  await eventually(async () => expect(told(agent)).toContain('assigned'));
  const colleague = await staff.sit(['agent'], [served.company.support]);
  await hasIt(colleague, chat);
  await eventually(async () => expect(colleague.seat.attended.length).toBeGreaterThan(0));
  colleague.seat.focus(false);
  await looks(agent, chat);
  agent.seat.focus(false);
  expect(await agent.seat.ask('case.snooze', { conversation: chat.id, until: Date.now() + 5 * second })).toEqual({ ok: true, value: null });
  await agent.seat.until({ name: 'counts', input: {} }, ({ snoozed }) => snoozed === 1);
  expect(told(agent)).not.toContain('woken');
  await eventually(async () => expect(told(agent)).toContain('woken'));
  expect(await agent.seat.until({ name: 'attention', input: {} }, ({ unseen }) => unseen === 1)).toMatchObject({ sound: { class: 'woken' } });
  await colleague.seat.until({ name: 'conversation', input: { conversation: chat.id, limit: 20 } }, (shown) => shown?.messages.some(({ row }) => row.part.kind === 'event' && row.part.event.type === 'woken') === true);
  // Whoever finds that they are called has found what happened before.
  expect(await agent.seat.ask('note.add', { conversation: chat.id, text: 'Back again', mentions: [colleague.person] })).toMatchObject({ ok: true });
  await eventually(async () => expect(told(colleague)).toContain('mentioned'));
  await looks(agent, chat);
  expect([told(agent).filter((one) => one === 'woken').length, told(colleague).includes('woken')]).toEqual([1, false]);
});
