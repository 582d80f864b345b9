import type { CaseId, ChannelId, ConversationId, IdentityId, MessageId, QueueId, TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { excerpt } from '#kernel/text';
import { firstResponseTarget, type ChannelKind } from '../channel/channel';
import type { CustomerRow, IdentityKind } from '../customer/customer';
import type { RowChange } from '../tables';
import { isFinished, isSpam, reopensWith, type CaseRow } from './case';
import type { ConversationRow } from './conversation';
import { eventMessage } from './event-message';
import type { Attachment, MessageRow } from './message';
import { foldQuoted } from './quoted-text';
import type { MailNames } from './recipients';
import { previewLength } from './write-message';

/** What a channel took in, after its author was recognised or is found to be new. */
export type Received = {
  readonly message: MessageId;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
  readonly authorName: string;
  /** Of a mail. */
  readonly names?: MailNames | undefined;
  readonly subject: string;
  /** Of a sender whom the company has blocked: kept, and nobody's work. */
  readonly isBlocked?: boolean;
  /** The owner of the thread is away. The id of the line that tells so. */
  readonly ownerAway?: MessageId | undefined;
  readonly channel: { readonly id: ChannelId; readonly kind: ChannelKind; readonly queue: QueueId; readonly team: TeamId };
  readonly customer: { readonly known: true; readonly row: CustomerRow } | { readonly known: false; readonly row: CustomerRow; readonly identity: NewIdentity };
  /** The conversation that this message continues, with its case. */
  readonly thread: { readonly conversation: ConversationRow; readonly case: CaseRow } | null;
  /** The case that the customer has open in this team, on other channels: what begins here is part of it. */
  readonly open?: CaseRow | null;
  /** Ids and the case number for what may have to be created. */
  readonly fresh: { readonly case: CaseId; readonly conversation: ConversationId; readonly event: MessageId; readonly caseNumber: number };
};

export type NewIdentity = { readonly id: IdentityId; readonly kind: IdentityKind; readonly value: string };

/** Takes a customer's message in: continues, reopens, or starts a conversation. */
export function receiveMessage(received: Received, now: Instant): { readonly conversation: ConversationId; readonly changes: readonly RowChange[] } {
  const { thread } = received;
  const changes: RowChange[] = newcomer(received);
  if (thread !== null && goesOn(received, thread.case, now)) {
    changes.push(...continued(received, thread, now));
    return { conversation: thread.conversation.id, changes };
  }
  const joined = received.isBlocked === true || thread !== null ? null : (received.open ?? null);
  const row = joined === null ? newCase(received, thread?.case ?? null, now) : heardAgain(joined, received.message);
  const conversation = newConversation(received, row, now);
  changes.push(
    { op: 'put', table: 'cases', row },
    { op: 'put', table: 'conversations', row: conversation },
    { op: 'put', table: 'messages', row: inbound(received, conversation, now) },
  );
  return { conversation: conversation.id, changes };
}

/** What a blocked sender adds to their spam stays there; whatever else they write opens nothing. */
function goesOn({ isBlocked = false }: Received, { state }: CaseRow, now: Instant): boolean {
  return isBlocked ? isSpam(state) : reopensWith(state, now);
}

export function newcomer({ customer }: Pick<Received, 'customer'>): RowChange[] {
  if (customer.known) return [];
  return [
    { op: 'put', table: 'customers', row: customer.row },
    { op: 'put', table: 'identities', row: { ...customer.identity, customer: customer.row.id, version: 0, preferredAt: null } },
  ];
}

function continued(received: Received, { conversation, case: row }: NonNullable<Received['thread']>, now: Instant): readonly RowChange[] {
  const heard: ConversationRow = {
    ...conversation,
    lastMessageAt: now,
    preview: excerpt(foldQuoted(received.text).own, previewLength),
    previewFrom: 'customer',
  };
  const message: RowChange = { op: 'put', table: 'messages', row: inbound(received, conversation, now) };
  if (received.isBlocked === true) return [{ op: 'put', table: 'conversations', row: heard }, { op: 'put', table: 'cases', row }, message];
  const reopened = isFinished(row.state);
  const state: CaseRow['state'] = row.state.status === 'new' ? row.state : { status: 'open' };
  const next: ConversationRow = { ...heard, unread: conversation.unread + 1 };
  const owner = received.ownerAway === undefined ? null : conversation.assignee;
  // Lines of one moment stand in no order: what the message brings about comes before it.
  const changes: RowChange[] = [
    { op: 'put', table: 'conversations', row: owner === null ? next : { ...next, assignee: null, fence: next.fence + 1 } },
    { op: 'put', table: 'cases', row: { ...row, state, heard: received.message, ...(owner === null ? {} : { owner: null }) } },
  ];
  if (owner !== null && received.ownerAway !== undefined) changes.push(eventMessage(conversation, { type: 'ownerAway', owner }, { id: received.ownerAway, at: now - 1 }));
  if (reopened) changes.push(eventMessage(conversation, { type: 'reopened', by: null }, { id: received.fresh.event, at: now - 2 }));
  return [...changes, message];
}

/** Whoever writes on another channel waits for an answer in the case that is open. */
function heardAgain(row: CaseRow, heard: MessageId): CaseRow {
  return { ...row, heard, state: row.state.status === 'new' ? row.state : { status: 'open' } };
}

function newCase(received: Received, previous: CaseRow | null, now: Instant): CaseRow {
  return {
    id: received.fresh.case,
    number: received.fresh.caseNumber,
    customer: received.customer.row.id,
    team: received.channel.team,
    topic: received.subject,
    state: received.isBlocked === true ? { status: 'closed', at: now, spam: 'list' } : { status: 'new' },
    owner: null,
    previous: received.isBlocked === true ? null : (previous?.id ?? null),
    openedAt: now,
    version: 0,
    priority: 'normal',
    tags: [],
    outcome: null,
    related: [],
    merged: null,
    heard: received.message,
  };
}

function newConversation(received: Received, row: CaseRow, now: Instant): ConversationRow {
  const { channel } = received;
  return {
    id: received.fresh.conversation,
    case: row.id,
    customer: row.customer,
    team: channel.team,
    queue: channel.queue,
    channel: channel.id,
    kind: channel.kind,
    subject: received.subject,
    // Of an open case that has an owner: two people must not answer one case unseen.
    assignee: received.isBlocked === true ? null : row.owner,
    fence: row.owner === null ? 0 : 1,
    openedAt: now,
    lastMessageAt: now,
    preview: excerpt(foldQuoted(received.text).own, previewLength),
    previewFrom: 'customer',
    unread: received.isBlocked === true ? 0 : 1,
    firstResponse: received.isBlocked === true ? { state: 'met', dueAt: now, at: now } : { state: 'running', dueAt: now + firstResponseTarget[channel.kind] },
    version: 0, answered: null, offer: null,
  };
}

function inbound(received: Received, conversation: ConversationRow, at: Instant): MessageRow {
  return {
    id: received.message,
    conversation: conversation.id,
    team: conversation.team,
    at,
    part: { kind: 'inbound', author: received.customer.row.id, authorName: received.authorName, ...(received.names === undefined ? {} : { names: received.names }) },
    text: received.text,
    html: received.html,
    attachments: received.attachments,
    version: 0,
  };
}
