import { conversationId, messageId, personId } from '#contract/ids';
import type { ConversationId, MessageId, PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import { threadsOf, type Visiting } from './chat';
import type { Reader, Writer } from './open';

const ended = z.object({
  conversation: conversationId,
  /** The event of the end, when that was, and who ended it. */
  closing: messageId,
  closedAt: z.number(),
  finisher: personId,
  /** The event of the rating, if there is one. */
  message: messageId.nullable(),
  score: z.number().nullable(),
  comment: z.string().nullable(),
  ratedAt: z.number().nullable(),
});
export type EndedChat = z.infer<typeof ended>;

/** The newest conversation of a visitor, as it ended and was rated; null while it goes on. */
export async function endedChatOf(db: Reader | Writer, visiting: Visiting): Promise<EndedChat | null> {
  const conversation = (await threadsOf(db, visiting)).at(-1)?.conversation;
  if (conversation === undefined) return null;
  const found: unknown = await db({ c: 'conversations' })
    .join({ k: 'cases' }, { 'k.tenant': 'c.tenant', 'k.id': 'c.case' })
    .join({ m: 'messages' }, { 'm.tenant': 'c.tenant', 'm.conversation': 'c.id' })
    .leftJoin({ r: 'chat_ratings' }, { 'r.tenant': 'm.tenant', 'r.closing': 'm.id' })
    .leftJoin({ e: 'messages' }, { 'e.tenant': 'r.tenant', 'e.id': 'r.message' })
    .where({ 'c.tenant': visiting.tenant, 'c.id': conversation })
    .whereRaw(`k.state->>'status' in ('resolved', 'closed')`)
    .whereRaw(`m.part->'event'->>'type' = 'resolved'`)
    .orderBy([{ column: 'm.at', order: 'desc' }, { column: 'm.id', order: 'desc' }])
    .select(db.raw(`m.part->'event'->>'by' as finisher`))
    .first({ conversation: 'c.id', closing: 'm.id', closedAt: 'm.at', message: 'r.message', score: 'r.score', ratedAt: 'r.at', comment: 'e.text' });
  return found === undefined ? null : ended.parse(found);
}

type KeptRating = { readonly tenant: TenantId; readonly closing: MessageId; readonly conversation: ConversationId; readonly message: MessageId; readonly person: PersonId; readonly score: number };

/** The first moment stays: from it on a rating may be changed for a while. */
export async function keepChatRating(tx: Writer, rating: KeptRating, at: Instant): Promise<void> {
  const { score } = rating;
  await tx('chat_ratings').insert({ ...rating, at, changedAt: at }).onConflict(['tenant', 'closing']).merge({ score, changedAt: at });
}
