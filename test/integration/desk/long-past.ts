import { randomUUID } from 'node:crypto';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { RowChange } from '#domain/tables';
import { id, type CaseId, type ConversationId, type CustomerId, type MessageId, type TeamId, type TenantId } from '#kernel/id';
import { day, minute } from '#kernel/instant';
import type { Commit } from '#server/sync/commit';

/** A contact that ended long before the window of copies began. */
export type PastContact = { readonly conversation: ConversationId; readonly case: CaseId; readonly messages: readonly MessageId[]; readonly texts: readonly string[] };

export type PastTold = { readonly team: TeamId; readonly customer: CustomerId; readonly daysAgo: number; readonly texts: readonly string[] };

let numbers = 5000;

export async function meet(commit: Commit, tenant: TenantId, name: string): Promise<CustomerId> {
  const customer = id('customer', randomUUID());
  const changes: RowChange[] = [
    { op: 'put', table: 'customers', row: { id: customer, name, company: null, city: 'Тверь', language: 'ru', since: Date.now() - 900 * day, facts: [], version: 0, timezone: null, segments: [], changes: 0, mergedInto: null } },
    { op: 'put', table: 'identities', row: { id: id('identity', randomUUID()), customer, kind: 'email', value: `${randomUUID()}@mail.example`, version: 0, preferredAt: null } },
  ];
  await commit(tenant, (_tx, _now, put) => put(changes));
  return customer;
}

/** Puts finished contacts of long ago into the truth, as an import would. */
export async function inThePast(commit: Commit, tenant: TenantId, contacts: readonly PastTold[]): Promise<readonly PastContact[]> {
  const made = contacts.map(pastContact);
  await commit(tenant, (_tx, _now, put) => put(made.flatMap(({ changes }) => changes)));
  return made.map(({ contact }) => contact);
}

/** A new case of a customer, as a channel would begin it. */
export async function writeNow(commit: Commit, tenant: TenantId, { team, customer, text }: { readonly team: TeamId; readonly customer: CustomerId; readonly text: string }): Promise<ConversationId> {
  const { contact, changes } = pastContact({ team, customer, daysAgo: 0, texts: [text] });
  const open = changes.map((change): RowChange => (change.op === 'put' && change.table === 'cases' ? { ...change, row: { ...change.row, state: { status: 'new' } } } : change));
  await commit(tenant, (_tx, _now, put) => put(open));
  return contact.conversation;
}

function pastContact({ team, customer, daysAgo, texts }: PastTold): { readonly contact: PastContact; readonly changes: readonly RowChange[] } {
  const at = Date.now() - daysAgo * day;
  const caseId = id('case', randomUUID());
  numbers += 1;
  const conversation: ConversationRow = {
    id: id('conversation', randomUUID()), case: caseId, customer, team, queue: id('queue', 'q'), channel: id('channel', 'c'), kind: 'email', subject: texts[0] ?? '', assignee: null, fence: 0,
    openedAt: at, lastMessageAt: at + texts.length * minute, preview: texts.at(-1) ?? '', previewFrom: 'customer', unread: 0, firstResponse: { state: 'running', dueAt: at }, version: 0, answered: null, offer: null,
  };
  const ids = texts.map((): MessageId => id('message', randomUUID()));
  const messages = ids.map((message, place): RowChange => {
    const part = { kind: 'inbound', author: customer, authorName: 'Пётр' } as const;
    return { op: 'put', table: 'messages', row: { id: message, conversation: conversation.id, team, at: at + place * minute, part, text: texts[place] ?? '', html: null, attachments: [], version: 0 } };
  });
  return {
    contact: { conversation: conversation.id, case: caseId, messages: ids, texts },
    changes: [
      { op: 'put', table: 'cases', row: { id: caseId, number: numbers, customer, team, topic: '', state: { status: 'resolved', at: conversation.lastMessageAt }, owner: null, previous: null, openedAt: at, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 0 } },
      { op: 'put', table: 'conversations', row: conversation },
      ...messages,
    ],
  };
}
