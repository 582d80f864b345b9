import type { apiCase, apiConversation, apiCustomer, ApiMessage } from '#contract/api';
import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { ConversationEvent, MessageRow } from '#domain/conversation/message';
import type { CustomerRow, IdentityRow } from '#domain/customer/customer';
import type { Instant } from '#kernel/instant';
import type { z } from 'zod';

/** Rows as the public API shows them; what is ours alone, such as versions and fences, stays here. */
export function shownMoment(at: Instant): string {
  return new Date(at).toISOString();
}

export function shownCustomer({ id, name, company, city, language, since, facts }: CustomerRow, identities: readonly IdentityRow[]): z.infer<typeof apiCustomer> {
  const own = identities.filter(({ customer }) => customer === id).map(({ kind, value }) => ({ kind, value }));
  return { id, name, company, city, language, since: shownMoment(since), facts: facts.map((fact) => ({ ...fact })), identities: own };
}

export function shownCase({ id, number, customer, team, topic, state, owner, previous, openedAt }: CaseRow): z.infer<typeof apiCase> {
  return { id, number, customer, team, topic, status: state.status, owner, previous, openedAt: shownMoment(openedAt) };
}

export function shownConversation(row: ConversationRow): z.infer<typeof apiConversation> {
  const { id, case: of, customer, team, queue, channel, kind, subject, assignee } = row;
  return { id, case: of, customer, team, queue, channel, kind, subject, assignee, openedAt: shownMoment(row.openedAt), lastMessageAt: shownMoment(row.lastMessageAt) };
}

export function shownMessage({ id, conversation, at, part, text, attachments }: MessageRow): ApiMessage {
  return {
    id,
    conversation,
    at: shownMoment(at),
    from: writers[part.kind],
    author: part.kind === 'event' ? doerOf(part.event) : part.author,
    text,
    event: part.kind === 'event' ? part.event.type : null,
    delivery: part.kind === 'outbound' ? part.delivery.state : null,
    attachments: attachments.map((file) => ({ ...file })),
  };
}

const writers = { inbound: 'customer', outbound: 'agent', note: 'note', event: 'event' } as const;

function doerOf(event: ConversationEvent): string | null {
  return 'by' in event ? event.by : null;
}
