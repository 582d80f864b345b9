import type { ConversationRow } from '#domain/conversation/conversation';
import type { QueueRow } from '#domain/queue/queue';
import type { DispositionId } from '#kernel/id';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { arrive } from '../../support/company';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { addQueue } from '../../support/live-chat';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Staff, type Seated } from '../../support/supervisors';

let served: ServedCompany;
let staff: Staff;
let road: CuttableProxy;
let queue: QueueRow;

beforeAll(async () => {
  served = await openServedCompany();
  staff = new Staff(served);
  road = await cuttableProxy(Number(new URL(served.server.url).port));
  queue = await addQueue(served.server.services.exchange.commit, served.company.tenant, { team: served.company.support, name: 'Refunds' });
});
afterEach(async () => {
  road.mend();
  await staff.goHome();
});
afterAll(async () => {
  await road.close();
  await served.stop();
});

const opened = ({ id: conversation }: ConversationRow) => ({ name: 'conversation', input: { conversation, limit: 20 } }) as const;
const directory = { name: 'directory', input: {} } as const;
const amount = { key: 'amount', title: { ru: 'Сумма', en: 'Amount' }, required: true, takes: { kind: 'number' } } as const;

async function asking(): Promise<DispositionId> {
  const administrator = await staff.sit(['administrator'], [served.company.support]);
  const added = await administrator.seat.ask('dispositions.add', { queue: queue.id, code: `refund-${Date.now()}`, title: { ru: 'Возврат', en: 'Refund' }, fields: [amount] });
  if (!added.ok) throw new Error(added.code);
  expect(await administrator.seat.ask('queues.change', { queue: queue.id, name: queue.name, team: queue.team, asksOutcome: true })).toEqual({ ok: true, value: null });
  return added.value.disposition;
}

/** An agent with a conversation in the queue that asks, and everything about it on their computer. */
async function working(disposition: DispositionId): Promise<{ readonly agent: Seated; readonly talk: ConversationRow }> {
  const { exchange } = served.server.services;
  const talk: ConversationRow = { ...(await arrive(exchange.commit, { tenant: served.company.tenant, team: served.company.support })), queue: queue.id };
  await exchange.commit(served.company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'conversations', row: talk }]));
  const agent = await staff.sit(['agent'], [served.company.support], `http://127.0.0.1:${road.port}`);
  await agent.seat.until(directory, ({ dispositions, queues }) => dispositions.some(({ id }) => id === disposition) && queues.some(({ id, asksOutcome }) => id === queue.id && asksOutcome));
  await agent.seat.until(opened(talk), (shown) => shown !== null);
  return { agent, talk };
}

test('a queue that asks lets no case end without an outcome, offline neither, and keeps what was written down', async () => {
  const disposition = await asking();
  const { agent, talk } = await working(disposition);
  const resolve = (values?: Record<string, string>) => agent.seat.ask('case.resolve', { conversation: talk.id, ...(values === undefined ? {} : { outcome: { disposition, values, took: 4000 } }) });
  road.cut();
  expect([await resolve(), await resolve({}), await resolve({ amount: 'much' })]).toEqual([{ ok: false, code: 'outcome.required' }, { ok: false, code: 'outcome.incomplete' }, { ok: false, code: 'outcome.incomplete' }]);
  expect(await resolve({ amount: ' 49,90 ' })).toEqual({ ok: true, value: null });
  road.mend();
  await agent.seat.online();
  const shown = await agent.seat.until(opened(talk), (now) => now?.case.state.status === 'resolved' && now.messages.every(({ waiting }) => !waiting));
  expect(shown?.case.outcome).toMatchObject({ disposition, title: { en: 'Refund' }, values: [{ title: { en: 'Amount' }, value: '49,90' }], took: 4000 });
  expect(shown?.messages.at(-1)?.row).toMatchObject({ part: { event: { type: 'resolved' } }, text: shown?.case.outcome?.code });
  expect(await served.server.services.db('cases').where({ id: talk.case }).first('outcome')).toMatchObject({ outcome: { values: [{ value: '49,90' }] } });
});

test('a code means one outcome where it is offered, and only an administrator may change them', async () => {
  const { support } = served.company;
  const [administrator, agent] = await Promise.all([staff.sit(['administrator'], [support]), staff.sit(['agent', 'supervisor'], [support])]);
  const values = { queue: null, code: 'solved', title: { ru: 'Решено', en: 'Solved' }, fields: [] };
  expect(await agent.seat.ask('dispositions.add', values)).toEqual({ ok: false, code: 'access.denied' });
  const added = await administrator.seat.ask('dispositions.add', values);
  expect(await administrator.seat.ask('dispositions.add', { ...values, queue: queue.id })).toEqual({ ok: false, code: 'disposition.codeTaken' });
  if (!added.ok) throw new Error(added.code);
  const { disposition } = added.value;
  await agent.seat.until(directory, ({ dispositions }) => dispositions.some(({ id }) => id === disposition));
  expect(await administrator.seat.ask('dispositions.remove', { disposition })).toEqual({ ok: true, value: null });
  await agent.seat.until(directory, ({ dispositions }) => dispositions.every(({ id }) => id !== disposition));
});
