import type { WebhookEvent } from '#contract/webhook';
import type { LoggedEntry } from '#db/central/webhook-deliveries';
import { changeFromWire } from '#db/tables/codec';
import type { ConversationEvent, MessageRow } from '#domain/conversation/message';
import type { Put } from '#domain/tables';
import { minute, type Duration, type Instant } from '#kernel/instant';
import { keyOf, keyText } from '#sync/change';
import { shownConversation, shownMessage, shownMoment } from '../api/shown';

export type Happened = { readonly type: WebhookEvent; readonly body: string };

/** What an import brings in happened elsewhere, long ago: nobody is told of it. */
const justNow: Duration = 10 * minute;

/** What one entry of the log means to other systems, in the shapes of the public API. What blocked senders write is kept and told to nobody. */
export function eventsOf({ at, parts }: LoggedEntry): readonly Happened[] {
  const rows = new Map<string, Put>();
  for (const change of Object.values(parts).flat().map(changeFromWire)) if (change.op === 'put') rows.set(keyText(keyOf(change)), change);
  const puts = [...rows.values()];
  return blockedIn(puts) ? [] : puts.flatMap((put) => happened(put, at));
}

function blockedIn(puts: readonly Put[]): boolean {
  return puts.some((put) => put.table === 'cases' && put.row.state.status === 'closed' && put.row.state.spam === 'list');
}

function happened(put: Put, at: Instant): readonly Happened[] {
  // A later version of a row is not what happened, but what became of it.
  if (put.row.version !== 1) return [];
  if (put.table === 'conversations') return put.row.openedAt < at - justNow ? [] : [told('conversation.created', at, shownConversation(put.row))];
  if (put.table !== 'messages' || put.row.at < at - justNow) return [];
  const type = typeOf(put.row);
  return type === null ? [] : [told(type, at, shownMessage(put.row))];
}

function typeOf({ part }: MessageRow): WebhookEvent | null {
  switch (part.kind) {
    case 'inbound':
      return 'message.received';
    case 'outbound':
      return part.forwards === undefined ? 'message.sent' : null;
    case 'note':
      return 'note.added';
    case 'event':
      return ofEvent[part.event.type];
  }
}

const ofEvent: Readonly<Record<ConversationEvent['type'], WebhookEvent | null>> = {
  taken: 'conversation.assigned',
  assigned: 'conversation.assigned',
  returned: 'conversation.returned',
  leaseEnded: 'conversation.returned',
  ownerAway: 'conversation.returned',
  markedSpam: 'case.resolved',
  unmarkedSpam: 'case.reopened',
  handedOver: 'conversation.returned',
  transferred: 'conversation.transferred',
  resolved: 'case.resolved',
  reopened: 'case.reopened',
  offered: null,
  offerEnded: null,
  rated: null,
  snoozed: null,
  woken: null,
  awaited: null,
  prioritised: null,
  tagged: null,
  caseMerged: null,
  caseParted: null,
};

function told(type: WebhookEvent, at: Instant, data: object): Happened {
  return { type, body: JSON.stringify({ type, timestamp: shownMoment(at), data }) };
}
