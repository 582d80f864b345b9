import { id, type ConversationId, type CustomerId, type PersonId } from '#kernel/id';
import { minute, second } from '#kernel/instant';
import type { Knex } from 'knex';

export type Past = { readonly messages: number; readonly openConversations: number };

/** How many messages one conversation of the past has. */
const messagesEach = 20;

/** Fills a founded company's support team with a past, straight in SQL: how it got there is not what is measured. */
export async function fillPast(db: Knex, { messages, openConversations }: Past): Promise<void> {
  const channel = await db('channels').where({ kind: 'email' }).first();
  const queue = await db('queues').where({ id: channel.queue }).first();
  const agent = await db('accounts').where({ email: 'olga@shop.example' }).first();
  const owner: PersonId = agent.person;
  const { tenant } = channel;
  const conversations = Math.ceil(messages / messagesEach);
  const now = Date.now();
  for (let first = 0; first < conversations; first += 250) {
    const batch = { customers: [] as object[], cases: [] as object[], conversations: [] as object[], messages: [] as object[], teams: [] as object[] };
    for (let index = first; index < Math.min(first + 250, conversations); index += 1) {
      const isOpen = index < openConversations;
      const at = now - (isOpen ? index * second : 86_400_000 + index * minute);
      const customer: CustomerId = id('customer', `${index}`);
      const conversation: ConversationId = id('conversation', `${index}`);
      const row = id('case', `${index}`);
      const state = isOpen ? { status: 'open' } : { status: 'resolved', at };
      batch.customers.push({ tenant, id: customer, name: `Customer ${index}`, company: null, city: 'Kazan', language: 'ru', since: at, facts: '[]', version: 1 });
      batch.teams.push({ tenant, customer, team: queue.team });
      batch.cases.push({ tenant, id: row, number: index + 1, customer, team: queue.team, topic: `Topic ${index}`, state: JSON.stringify(state), owner, previous: null, openedAt: at, version: 1 });
      batch.conversations.push({
        tenant, id: conversation, case: row, customer, team: queue.team, queue: queue.id, channel: channel.id, kind: 'email', subject: `Topic ${index}`, assignee: owner, fence: 1,
        openedAt: at, lastMessageAt: at, preview: 'A line of the past', previewFrom: 'customer', unread: 0, firstResponse: JSON.stringify({ state: 'met', dueAt: at, at }), version: 1,
      });
      for (let line = 0; line < messagesEach; line += 1) {
        const part = line % 2 === 0 ? { kind: 'inbound', author: customer, authorName: `Customer ${index}` } : { kind: 'outbound', author: owner, delivery: { state: 'sent', at } };
        batch.messages.push({
          tenant, id: id('message', `${index}-${line}`), conversation, team: queue.team, at: at - (messagesEach - line) * second, part: JSON.stringify(part),
          text: `Line ${line} of conversation ${index}: the parcel is on its way and will arrive on Thursday.`, html: null, attachments: '[]', version: 1,
        });
      }
    }
    await db('customers').insert(batch.customers);
    await db('customer_teams').insert(batch.teams);
    await db('cases').insert(batch.cases);
    await db('conversations').insert(batch.conversations);
    await db.batchInsert('messages', batch.messages, 2000);
  }
}
