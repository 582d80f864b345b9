import type { ChannelRow } from '#domain/channel/channel';
import type { QueueRow } from '#domain/queue/queue';
import { id, type ConversationId, type CustomerId, type PersonId, type TenantId } from '#kernel/id';
import { day, minute, second, type Instant } from '#kernel/instant';
import type { Knex } from 'knex';
import { agent } from '../support/shop-company';
import { said } from './said';

export type Past = { readonly messages: number; readonly openConversations: number; /** In one conversation. */ readonly messagesEach?: number; /** Of the HTML that each message carries; none where it is not named. */ readonly htmlBytes?: number };

/** How many messages one conversation of the past has where nobody says. */
const usually = 20;

type Batch = Readonly<Record<'customers' | 'cases' | 'conversations' | 'messages' | 'customer_teams', object[]>>;

/** What every row of the past hangs on. */
type Place = { readonly tenant: TenantId; readonly channel: ChannelRow; readonly queue: QueueRow; readonly owner: PersonId; readonly now: Instant };

/** Fills a founded company's support team with a past, straight in SQL: how it got there is not what is measured. */
export async function fillPast(db: Knex, { messages, openConversations, messagesEach = usually }: Past): Promise<void> {
  const place = await findPlace(db);
  const conversations = Math.ceil(messages / messagesEach);
  for (let first = 0; first < conversations; first += 250) {
    const batch: Batch = { customers: [], customer_teams: [], cases: [], conversations: [], messages: [] };
    for (let index = first; index < Math.min(first + 250, conversations); index += 1) addConversation(batch, place, { index, isOpen: index < openConversations, lines: messagesEach });
    for (const [table, rows] of Object.entries(batch)) await db.batchInsert(table, rows, 2000);
  }
}

async function findPlace(db: Knex): Promise<Place> {
  const [channel] = await db('channels').where({ kind: 'email' }).select<(ChannelRow & { tenant: TenantId })[]>('*');
  const [queue] = await db('queues').where({ id: channel?.queue ?? '' }).select<QueueRow[]>('*');
  const [owner] = await db('accounts').where({ email: agent.email }).pluck<PersonId[]>('person');
  if (channel === undefined || queue === undefined || owner === undefined) throw new Error('no founded company');
  return { tenant: channel.tenant, channel, queue, owner, now: Date.now() };
}

function addConversation(batch: Batch, { tenant, channel, queue, owner, now }: Place, { index, isOpen, lines }: { readonly index: number; readonly isOpen: boolean; readonly lines: number }): void {
  const at = now - (isOpen ? index * second : day + index * minute);
  const customer: CustomerId = id('customer', `${index}`);
  const conversation: ConversationId = id('conversation', `${index}`);
  const row = id('case', `${index}`);
  const state = isOpen ? { status: 'open' } : { status: 'resolved', at };
  batch.customers.push({ tenant, id: customer, name: `Customer ${index}`, company: null, city: 'Kazan', language: 'ru', since: at, facts: '[]', version: 1 });
  batch.customer_teams.push({ tenant, customer, team: queue.team });
  batch.cases.push({ tenant, id: row, number: index + 1, customer, team: queue.team, topic: `Topic ${index}`, state: JSON.stringify(state), owner, previous: null, openedAt: at, version: 1, related: '[]', merged: null });
  batch.conversations.push({
    tenant, id: conversation, case: row, customer, team: queue.team, queue: queue.id, channel: channel.id, kind: 'email', subject: `Topic ${index}`, assignee: owner, fence: 1,
    openedAt: at, lastMessageAt: at, preview: 'A line of the past', previewFrom: 'customer', unread: 0, firstResponse: JSON.stringify({ state: 'met', dueAt: at, at }), version: 1,
  });
  for (let line = 0; line < lines; line += 1) {
    const part = line % 2 === 0 ? { kind: 'inbound', author: customer, authorName: `Customer ${index}` } : { kind: 'outbound', author: owner, delivery: { state: 'sent', at } };
    batch.messages.push({
      tenant, id: id('message', `${index}-${line}`), conversation, team: queue.team, at: at - (lines - line) * second, part: JSON.stringify(part),
      text: said(index * lines + line), html: null, attachments: '[]', version: 1,
    });
  }
}
