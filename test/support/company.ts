import type { ConversationRow } from '#domain/conversation/conversation';
import type { RowChange } from '#domain/tables';
import { id, type ConversationId, type TeamId, type TenantId } from '#kernel/id';
import { createTeam, createTenant } from './accounts';
import type { Commit } from '#server/sync/commit';
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

/** A tenant with two teams, each with a queue and a channel. */
export type Company = { readonly tenant: TenantId; readonly support: TeamId; readonly delivery: TeamId };

export async function foundCompany(db: Knex, commit: Commit): Promise<Company> {
  const tenant = await createTenant(db, { name: 'Shop' });
  const support = await createTeam(commit, tenant, 'Support');
  const delivery = await createTeam(commit, tenant, 'Delivery');
  return { tenant, support: support.id, delivery: delivery.id };
}

let numbers = 0;

/** A customer's open conversation with one message in a team. Returns the conversation as it was put. */
export async function arrive(commit: Commit, { tenant, team, text = 'Hello' }: { readonly tenant: TenantId; readonly team: TeamId; readonly text?: string }): Promise<ConversationRow> {
  const { conversation, changes } = arrival(team, text);
  await commit(tenant, (_tx, _now, put) => put(changes));
  return conversation;
}

/** As many as that at once. */
export async function arriveTogether(commit: Commit, { tenant, team }: { readonly tenant: TenantId; readonly team: TeamId }, count: number): Promise<readonly ConversationRow[]> {
  const all = Array.from({ length: count }, () => arrival(team, 'Hello'));
  await commit(tenant, (_tx, _now, put) => put(all.flatMap(({ changes }) => changes)));
  return all.map(({ conversation }) => conversation);
}

function arrival(team: TeamId, text: string): { readonly conversation: ConversationRow; readonly changes: readonly RowChange[] } {
  const at = Date.now();
  const customer = id('customer', randomUUID());
  const caseId = id('case', randomUUID());
  const said = id('message', randomUUID());
  const conversation: ConversationRow = {
    id: id('conversation', randomUUID()), case: caseId, customer, team, queue: id('queue', 'q'), channel: id('channel', 'c'), kind: 'email', subject: 'Order', assignee: null, fence: 0,
    openedAt: at, lastMessageAt: at, preview: text, previewFrom: 'customer', unread: 1, firstResponse: { state: 'running', dueAt: at + 7_200_000 }, version: 0, answered: null, offer: null,
  };
  numbers += 1;
  const number = numbers;
  const changes: RowChange[] = [
    { op: 'put', table: 'customers', row: { id: customer, name: 'Анна', company: null, city: null, language: 'ru', since: at, facts: [], version: 0, timezone: null, segments: [], changes: 0, mergedInto: null } },
    { op: 'put', table: 'identities', row: { id: id('identity', randomUUID()), customer, kind: 'email', value: `${randomUUID()}@example.com`, version: 0, preferredAt: null } },
    { op: 'put', table: 'cases', row: { id: caseId, number, customer, team, topic: 'Order', state: { status: 'new' }, owner: null, previous: null, openedAt: at, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: said, version: 0 } },
    { op: 'put', table: 'conversations', row: conversation },
    { op: 'put', table: 'messages', row: { id: said, conversation: conversation.id, team, at, part: { kind: 'inbound', author: customer, authorName: 'Анна' }, text, html: null, attachments: [], version: 0 } },
  ];
  return { conversation, changes };
}

export function note(conversation: ConversationId, text: string): { readonly name: 'note.add'; readonly args: { readonly message: `msg_${string}`; readonly conversation: ConversationId; readonly text: string } } {
  return { name: 'note.add', args: { message: id('message', randomUUID()), conversation, text } };
}
