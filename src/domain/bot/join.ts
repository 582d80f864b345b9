import type { ConversationId, MessageId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { excerpt } from '#kernel/text';
import { firstResponseTarget } from '../channel/channel';
import type { CaseRow, CaseState } from '../conversation/case';
import type { ConversationRow, FirstResponse } from '../conversation/conversation';
import { eventMessage } from '../conversation/event-message';
import { closeOffer } from '../conversation/offered';
import type { MessageRow } from '../conversation/message';
import type { RowChange } from '../tables';
import { previewLength } from '../conversation/write-message';
import type { BotTurn } from './talk';

/** The conversation and its case as the customer's message leaves them. */
export type Standing = { readonly conversation: ConversationRow; readonly case: CaseRow };

/** As whom the bot speaks, and the ids of what it may write: its messages, then an event. */
export type Speaking = { readonly bot: PersonId; readonly messages: readonly MessageId[]; readonly event: MessageId; readonly now: Instant };

/**
 * What the bot's turn makes of the rows, right behind the customer's message. While it speaks the conversation is the bot's own, so
 * that it waits in no queue; with the hand-over it waits there, and the clock of the first response starts anew.
 */
export function joined({ conversation, case: row }: Standing, turn: BotTurn, speaking: Speaking): readonly RowChange[] {
  const { bot, now } = speaking;
  const spoken = turn.says.flatMap((text, place) => message(conversation, { text, id: speaking.messages[place], at: now + place + 1, bot }));
  const at = now + spoken.length + 1;
  const last = spoken.at(-1);
  const told: ConversationRow = last === undefined ? conversation : { ...conversation, lastMessageAt: last.at, preview: excerpt(last.text, previewLength), previewFrom: 'agent' };
  const puts = spoken.map((one): RowChange => ({ op: 'put', table: 'messages', row: one }));
  if (turn.kind === 'handsOver') {
    const clock: FirstResponse = { state: 'running', dueAt: at + firstResponseTarget[conversation.kind] };
    const state: CaseState = row.state.status === 'new' ? row.state : { status: 'open' };
    const event = eventMessage(conversation, { type: 'handedOver', by: bot, why: turn.why, intent: turn.about }, { id: speaking.event, at });
    return [...rows({ ...told, ...owned(conversation, null), offer: closeOffer(conversation.offer, 'withdrawn', at), firstResponse: clock }, { ...row, owner: null, state }), ...puts, event];
  }
  const state: CaseState = turn.isResolved ? { status: 'resolved', at } : { status: 'waiting', since: now };
  const event = turn.isResolved ? [eventMessage(conversation, { type: 'resolved', by: bot }, { id: speaking.event, at })] : [];
  return [...rows({ ...told, ...owned(conversation, bot), offer: closeOffer(conversation.offer, 'withdrawn', at), unread: 0, firstResponse: met(conversation.firstResponse, at) }, { ...row, owner: bot, state }), ...puts, ...event];
}

function rows(conversation: ConversationRow, row: CaseRow): readonly RowChange[] {
  return [{ op: 'put', table: 'conversations', row: conversation }, { op: 'put', table: 'cases', row }];
}

function owned({ assignee, fence }: ConversationRow, owner: PersonId | null): Pick<ConversationRow, 'assignee' | 'fence'> {
  return { assignee: owner, fence: assignee === owner ? fence : fence + 1 };
}

function met(clock: FirstResponse, at: Instant): FirstResponse {
  return clock.state === 'running' ? { state: at <= clock.dueAt ? 'met' : 'missed', dueAt: clock.dueAt, at } : clock;
}

type Spoken = { readonly text: string; readonly id: MessageId | undefined; readonly at: Instant; readonly bot: PersonId };

function message(conversation: { readonly id: ConversationId; readonly team: ConversationRow['team'] }, { text, id, at, bot }: Spoken): readonly MessageRow[] {
  if (id === undefined || text === '') return [];
  return [{ id, conversation: conversation.id, team: conversation.team, at, part: { kind: 'outbound', author: bot, delivery: { state: 'accepted', at } }, text, html: null, attachments: [], version: 0 }];
}

/** What a bot writes at most in one turn. */
export const mostSaid = 3;
