import type { MessageId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { RowChange } from '../tables';
import type { ConversationRow } from './conversation';
import type { ConversationEvent } from './message';

/** A line between the messages that tells what happened to the conversation. */
export function eventMessage(conversation: ConversationRow, event: ConversationEvent, { id, at }: { readonly id: MessageId; readonly at: Instant }): RowChange {
  return {
    op: 'put',
    table: 'messages',
    row: { id, conversation: conversation.id, team: conversation.team, at, part: { kind: 'event', event }, text: '', html: null, attachments: [], version: 0 },
  };
}
