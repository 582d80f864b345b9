import type { ChatRating, FromChat, FromVisitor } from '#contract/chat';
import { addAuditEvent } from '#db/central/audit';
import { endedChatOf, keepChatRating, type EndedChat } from '#db/central/chat-ratings';
import type { Visiting } from '#db/central/chat';
import type { Reader, Writer } from '#db/central/open';
import { lockRow } from '#db/central/rows';
import { storable } from '#db/tables/storable';
import { mayRate } from '#domain/conversation/rating';
import { id } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import { serverTime } from '../../sync/server-time';
import type { ChatPorts } from './chat-ports';
import type { Seat } from './seat';

type Rate = Extract<FromVisitor, { t: 'rate' }>;

/** What a visitor may rate now, or rated and may still change. */
export async function ratingFor(db: Reader, visiting: Visiting): Promise<ChatRating | null> {
  return shown(await endedChatOf(db, visiting), serverTime());
}

/** Keeps a rating as an event of the conversation, which it neither opens nor changes otherwise. The same one again changes nothing. */
export async function rateConversation({ commit }: Pick<ChatPorts, 'commit'>, seat: Seat, { closing, score, comment }: Rate): Promise<FromChat> {
  const { tenant } = seat;
  const text = storable(comment.normalize('NFC').replaceAll('\r\n', '\n')).trim();
  return commit(tenant, async (tx, now, put) => {
    const ended = await lockedEnd(tx, seat);
    const standing = shown(ended, now);
    if (ended === null || standing === null || standing.closing !== closing) return { t: 'rating', rating: standing };
    const rating = { closing, score, comment: text };
    if (standing.score === score && standing.comment === text) return { t: 'rating', rating };
    const { conversation, finisher } = ended;
    const row = await lockRow(tx, tenant, { table: 'conversations', id: conversation });
    if (row === null) throw new Error('a conversation that ended is not there');
    const message = ended.message ?? id('message', randomUUID());
    await put([
      { op: 'put', table: 'messages', row: { id: message, conversation, team: row.team, at: ended.ratedAt ?? now, part: { kind: 'event', event: { type: 'rated', score, finisher } }, text, html: null, attachments: [], version: 0 } },
    ]);
    await keepChatRating(tx, { tenant, closing, conversation, message, person: finisher, score }, now);
    await addAuditEvent(tx, { tenant, person: null, at: now, class: 'change', action: 'conversation.rated', object: message, failure: null, correlation: closing });
    return { t: 'rating', rating };
  });
}

/** As it is once nobody else may change it. */
async function lockedEnd(tx: Writer, seat: Seat): Promise<EndedChat | null> {
  const seen = await endedChatOf(tx, seat);
  if (seen === null) return null;
  await lockRow(tx, seat.tenant, { table: 'conversations', id: seen.conversation });
  return endedChatOf(tx, seat);
}

function shown(ended: EndedChat | null, now: Instant): ChatRating | null {
  if (ended === null || !mayRate(ended, now)) return null;
  return { closing: ended.closing, score: ended.score, comment: ended.comment ?? '' };
}
