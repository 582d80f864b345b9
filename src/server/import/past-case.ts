import type { CaseRecord, CustomerRecord, ImportProblem, PastConversation, PastMessage } from '#contract/import-record';
import type { ChannelPlace } from '#db/central/import';
import { firstResponseTarget } from '#domain/channel/channel';
import { isFinished, type CaseRow, type CaseState } from '#domain/conversation/case';
import type { ConversationRow, FirstResponse } from '#domain/conversation/conversation';
import { eventMessage } from '#domain/conversation/event-message';
import type { MessagePart, MessageRow } from '#domain/conversation/message';
import { previewLength } from '#domain/conversation/write-message';
import { newCustomer, type CustomerRow, type IdentityRow } from '#domain/customer/customer';
import type { RowChange } from '#domain/tables';
import { id, type CustomerId, type PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { excerpt, singleLine } from '#kernel/text';
import { unreachable } from '#kernel/unreachable';

/** What the records of an import refer to, and how new ids are made. */
export type Surroundings = {
  readonly customers: ReadonlyMap<string, { readonly id: CustomerId; readonly name: string }>;
  /** By lower-case address. */
  readonly channels: ReadonlyMap<string, ChannelPlace>;
  /** By lower-case address of sign-in. */
  readonly people: ReadonlyMap<string, PersonId>;
  readonly unique: () => string;
};

/** The rows of one past case, as they would stand had it happened here. */
export function pastCase(record: CaseRecord, number: number, around: Surroundings): Outcome<readonly RowChange[], ImportProblem> {
  const customer = around.customers.get(record.customer);
  if (customer === undefined) return refused('customer.absent');
  const resolved = resolve(record, around);
  if (!resolved.ok) return resolved;
  const { channels, owner } = resolved.value;
  const [first] = channels;
  if (first === undefined || record.conversations.some(isOutOfOrder)) return refused(first === undefined ? 'channel.absent' : 'messages.outOfOrder');
  const caseId = id('case', around.unique());
  const state = stateOf(record);
  const row: CaseRow = {
    id: caseId,
    number,
    customer: customer.id,
    team: first.team,
    topic: singleLine(record.topic),
    state,
    owner,
    previous: null,
    priority: 'normal',
    tags: [],
    outcome: null,
    openedAt: Math.min(...record.conversations.map((one) => edge(one).first.at)),
    version: 0,
    related: [],
    merged: null,
    heard: null,
  };
  const conversations = record.conversations.flatMap((past, index) => {
    const channel = channels[index];
    return channel === undefined ? [] : pastConversation({ past, channel, row, customerName: customer.name }, around);
  });
  return done([{ op: 'put', table: 'cases', row }, ...conversations]);
}

/** The row of a customer and its addresses. */
export function pastCustomer(record: CustomerRecord, customer: CustomerId, unique: () => string): { readonly customer: CustomerRow; readonly identities: readonly IdentityRow[] } {
  const { name, company, city, language, since, facts } = record;
  return {
    customer: { ...newCustomer(customer, singleLine(name), since), company, city, language, facts },
    identities: record.identities.map(({ kind, value }) => ({ id: id('identity', unique()), customer, kind, value, version: 0, preferredAt: null })),
  };
}

type Resolved = { readonly channels: readonly ChannelPlace[]; readonly owner: PersonId | null };

function resolve(record: CaseRecord, around: Surroundings): Outcome<Resolved, ImportProblem> {
  const channels = record.conversations.flatMap(({ channel }) => around.channels.get(channel.toLowerCase()) ?? []);
  const [first] = channels;
  if (channels.length !== record.conversations.length || channels.some(({ team }) => team !== first?.team)) return refused('channel.absent');
  const named = record.conversations.flatMap(({ messages }) => messages.flatMap((message) => (message.from === 'customer' ? [] : [message.agent])));
  if (named.some((agent) => !around.people.has(agent.toLowerCase()))) return refused('agent.absent');
  const owner = record.owner === null ? null : around.people.get(record.owner.toLowerCase());
  return owner === undefined ? refused('agent.absent') : done({ channels, owner });
}

function isOutOfOrder({ messages }: PastConversation): boolean {
  return messages.some((message, index) => index > 0 && message.at < (messages[index - 1]?.at ?? 0));
}

function stateOf({ status, finishedAt, conversations }: CaseRecord): CaseState {
  const last = Math.max(...conversations.map((one) => edge(one).last.at));
  switch (status) {
    case 'new':
    case 'open':
      return { status };
    case 'waiting':
      return { status, since: last };
    case 'resolved':
    case 'closed':
      return { status, at: Math.max(finishedAt ?? last, last) };
    default:
      return unreachable(status);
  }
}

function edge({ messages }: PastConversation): { readonly first: PastMessage; readonly last: PastMessage } {
  const [first] = messages;
  const last = messages.at(-1);
  if (first === undefined || last === undefined) throw new Error('a past conversation without messages passed the schema');
  return { first, last };
}

type Past = { readonly past: PastConversation; readonly channel: ChannelPlace; readonly row: CaseRow; readonly customerName: string };

function pastConversation({ past, channel, row, customerName }: Past, { people, unique }: Surroundings): readonly RowChange[] {
  const { first } = edge(past);
  const said = past.messages.filter(({ from }) => from !== 'note');
  const last = said.at(-1) ?? first;
  const lastAnswer = said.findLastIndex(({ from }) => from === 'agent');
  const conversation: ConversationRow = {
    id: id('conversation', unique()),
    case: row.id,
    customer: row.customer,
    team: channel.team,
    queue: channel.queue,
    channel: channel.id,
    kind: channel.kind,
    subject: singleLine(past.subject),
    assignee: row.owner,
    fence: row.owner === null ? 0 : 1,
    openedAt: first.at,
    lastMessageAt: last.at,
    preview: excerpt(last.text, previewLength),
    previewFrom: last.from === 'customer' ? 'customer' : 'agent',
    unread: isFinished(row.state) ? 0 : said.length - 1 - lastAnswer,
    firstResponse: clockOf(past, first.at + firstResponseTarget[channel.kind]),
    version: 0, answered: null, offer: null,
  };
  const messages = past.messages.map((message): RowChange => {
    const part = partOf(message, { row, customerName, people });
    return { op: 'put', table: 'messages', row: { ...blank(conversation), id: id('message', unique()), at: message.at, part, text: message.text } };
  });
  return [{ op: 'put', table: 'conversations', row: conversation }, ...messages, ...ending(row, conversation, unique)];
}

function blank({ id: conversation, team }: ConversationRow): Pick<MessageRow, 'conversation' | 'team' | 'html' | 'attachments' | 'version'> {
  return { conversation, team, html: null, attachments: [], version: 0 };
}

type Speakers = { readonly row: CaseRow; readonly customerName: string; readonly people: Surroundings['people'] };

function partOf(message: PastMessage, { row, customerName, people }: Speakers): MessagePart {
  if (message.from === 'customer') return { kind: 'inbound', author: row.customer, authorName: customerName };
  const author = people.get(message.agent.toLowerCase());
  if (author === undefined) throw new Error('an agent was not resolved before the rows were made');
  return message.from === 'note' ? { kind: 'note', author } : { kind: 'outbound', author, delivery: { state: 'delivered', at: message.at } };
}

function clockOf({ messages }: PastConversation, dueAt: Instant): FirstResponse {
  const answer = messages.find(({ from }) => from === 'agent');
  if (answer === undefined) return { state: 'running', dueAt };
  return { state: answer.at <= dueAt ? 'met' : 'missed', dueAt, at: answer.at };
}

function ending(row: CaseRow, conversation: ConversationRow, unique: () => string): readonly RowChange[] {
  if (!isFinished(row.state) || row.owner === null) return [];
  return [eventMessage(conversation, { type: 'resolved', by: row.owner }, { id: id('message', unique()), at: row.state.at })];
}
