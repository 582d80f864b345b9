import type { Delivery, MessageRow } from '#domain/conversation/message';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageId, TeamId } from '#kernel/id';
import { rowOf } from '#db/central/rows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hire, password } from '../../support/central-server';
import { arrive } from '../../support/company';
import { eventually } from '../../support/eventually';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from '../desk/seat';

let served: ServedCompany;
const seats: Seat[] = [];

beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(async () => {
  await Promise.all(seats.map((seat) => seat.leave()));
  await served.stop();
});

async function sit(team: TeamId): Promise<Seat> {
  const { server, company } = served;
  const { email } = await hire(server.services.exchange.commit, company.tenant, { teams: [team] });
  const seat = new Seat({ server: server.url, signIn: `${email}:${password}` });
  seats.push(seat);
  await seat.online();
  return seat;
}

async function storedAnswer(message: MessageId): Promise<MessageRow> {
  const { server, company } = served;
  const found: unknown = await server.services.db('messages').where({ tenant: company.tenant, id: message }).first();
  return rowOf('messages', found);
}

const deliveryOf = ({ part }: MessageRow): Delivery | null => (part.kind === 'outbound' ? part.delivery : null);

/** An answer whose sending has ended, and of which nobody knows whether it arrived. */
async function doubtful(seat: Seat, talk: ConversationRow): Promise<MessageId> {
  const { server: { services: { exchange } }, company: { tenant } } = served;
  const sent = await seat.ask('message.send', { conversation: talk.id, text: 'On its way' });
  if (!sent.ok) throw new Error(sent.code);
  const { message } = sent.value;
  // Here no channel takes it: it ends at once, and doubt is put in the place of that.
  await eventually(async () => expect(deliveryOf(await storedAnswer(message))).toMatchObject({ state: 'failed', reason: 'delivery.refused' }));
  const row = await storedAnswer(message);
  await exchange.commit(tenant, async (tx, now, put) => {
    await tx('deliveries').where({ tenant, message }).update({ state: 'doubt' });
    if (row.part.kind === 'outbound') await put([{ op: 'put', table: 'messages', row: { ...row, part: { ...row.part, delivery: { state: 'failed', at: now, reason: 'delivery.inDoubt' } } } }]);
  });
  await seat.until({ name: 'conversation', input: { conversation: talk.id, limit: 50 } }, (shown) => shown?.messages.some(({ row: { part } }) => part.kind === 'outbound' && part.delivery.state === 'failed' && part.delivery.reason === 'delivery.inDoubt') ?? false);
  return message;
}

test('only who has the conversation decides what becomes of an answer in doubt; sent again it takes the same road once more', async () => {
  const { server, company } = served;
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  const [olga, boris, stranger] = [await sit(company.support), await sit(company.support), await sit(company.delivery)];
  await olga.until({ name: 'conversation', input: { conversation: talk.id, limit: 50 } }, (shown) => shown !== null);
  expect(await olga.ask('conversation.take', { conversation: talk.id })).toMatchObject({ ok: true });
  // What she writes names the assignment that her copy knows of.
  await olga.until({ name: 'conversation', input: { conversation: talk.id, limit: 50 } }, (shown) => shown?.conversation.assignee !== null);
  const message = await doubtful(olga, talk);
  expect(await boris.ask('delivery.decide', { conversation: talk.id, message, again: true })).toEqual({ ok: false, code: 'conversation.notYours' });
  expect(await stranger.ask('delivery.decide', { conversation: talk.id, message, again: true })).toEqual({ ok: false, code: 'conversation.absent' });
  expect(await olga.ask('delivery.decide', { conversation: talk.id, message, again: true })).toEqual({ ok: true, value: null });
  await eventually(async () => expect(deliveryOf(await storedAnswer(message))).toMatchObject({ state: 'failed', reason: 'delivery.refused' }));

  const other = await doubtful(olga, talk);
  expect(await olga.ask('delivery.decide', { conversation: talk.id, message: other, again: false })).toEqual({ ok: true, value: null });
  expect(deliveryOf(await storedAnswer(other))).toMatchObject({ state: 'failed', reason: 'delivery.left' });
  expect(await server.services.db('deliveries').where({ message: other }).pluck('state')).toEqual(['doubt']);
});
