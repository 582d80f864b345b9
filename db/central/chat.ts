import { conversationId, messageId, visitorId } from '#contract/ids';
import { attachment } from '#contract/rows';
import type { Attachment } from '#domain/conversation/message';
import type { AttachmentId, ConversationId, MessageId, TenantId, VisitorId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type KeptLine = { readonly tenant: TenantId; readonly visitor: VisitorId; readonly line: string; readonly conversation: ConversationId; readonly message: MessageId };

/** Stores what only the chat knows of a line, in the line's own transaction. */
export async function keepChatLine(tx: Writer, { tenant, visitor, line, conversation, message }: KeptLine): Promise<void> {
  await tx('chat_threads').insert({ tenant, conversation, visitor }).onConflict().ignore();
  await tx('chat_lines').insert({ tenant, message, line });
}

export type Visiting = { readonly tenant: TenantId; readonly visitor: VisitorId };

const thread = z.object({ conversation: conversationId, unread: z.number() });

/** A conversation of a visitor, oldest first, and how many of its lines no agent has looked at. */
export type Thread = z.infer<typeof thread>;

export async function threadsOf(db: Reader | Writer, { tenant, visitor }: Visiting): Promise<readonly Thread[]> {
  const found: unknown[] = await db('chat_threads')
    .join('conversations', { 'conversations.tenant': 'chat_threads.tenant', 'conversations.id': 'chat_threads.conversation' })
    .where({ 'chat_threads.tenant': tenant, visitor })
    .orderBy('openedAt')
    .select('conversation', 'unread');
  return z.array(thread).parse(found);
}

/** False when this conversation was mailed before. */
export async function claimTranscript(tx: Writer, { tenant, conversation, at }: { readonly tenant: TenantId; readonly conversation: ConversationId; readonly at: Instant }): Promise<boolean> {
  return (await tx('chat_threads').where({ tenant, conversation }).whereNull('transcriptAt').update({ transcriptAt: at })) > 0;
}

const told = z.object({
  id: messageId,
  conversation: conversationId,
  visitor: visitorId,
  kind: z.enum(['inbound', 'outbound']),
  at: z.number(),
  text: z.string(),
  attachments: z.array(attachment),
  line: z.string().nullable(),
  /** Full name of the agent who wrote it. */
  author: z.string().nullable(),
  delivery: z.string().nullable(),
});

/** A message of a chat as it may be told to its visitor: what they wrote and what was answered, nothing else. */
export type Told = z.infer<typeof told>;

export type HistoryPage = { readonly from: Instant } | { readonly before: MessageId | null; readonly most: number };

/** From a moment on: at most `replayPage`, oldest first. Else the newest `most` before a message, newest first. */
export async function chatHistory(db: Reader, { tenant, visitor }: Visiting, page: HistoryPage): Promise<readonly Told[]> {
  const asked = tellable(db, tenant).where('t.visitor', visitor);
  if ('from' in page) return z.array(told).parse(await asked.where('m.at', '>=', page.from).orderBy(['m.at', 'm.id']).limit(replayPage));
  if (page.before !== null) {
    // The visitor's own line: of another one not even that it exists is told.
    const edge = db('messages as e').join('chat_threads as et', { 'et.tenant': 'e.tenant', 'et.conversation': 'e.conversation' });
    asked.whereRaw('(m.at, m.id) < (?, ?)', [edge.where({ 'e.tenant': tenant, 'e.id': page.before, 'et.visitor': visitor }).select('e.at'), page.before]);
  }
  return z.array(told).parse(await asked.orderBy([{ column: 'm.at', order: 'desc' }, { column: 'm.id', order: 'desc' }]).limit(page.most));
}

/** Lines that one question of a replay brings. */
export const replayPage = 500;

/** Those of the messages that visitors may be told, whoever's they are. */
export async function toldOf(db: Reader, tenant: TenantId, messages: readonly MessageId[]): Promise<readonly Told[]> {
  return z.array(told).parse(await tellable(db, tenant).whereIn('m.id', [...messages]));
}

export type NamedFile = { readonly message: MessageId; readonly attachment: AttachmentId };

/** A file of a message that this visitor may be told. */
export async function findToldFile(db: Reader, { tenant, visitor }: Visiting, { message, attachment: named }: NamedFile): Promise<Attachment | null> {
  const [found] = z.array(told).parse(await tellable(db, tenant).where('t.visitor', visitor).where('m.id', message));
  return found?.attachments.find(({ id }) => id === named) ?? null;
}

/** The visitor's own answers among these ids that have not come this far yet. */
export async function answersShortOf(db: Reader, { tenant, visitor }: Visiting, seen: { messages: readonly MessageId[]; states: readonly string[] }): Promise<readonly MessageId[]> {
  const found: unknown[] = await tellable(db, tenant)
    .where('t.visitor', visitor)
    .whereIn('m.id', [...seen.messages])
    .whereRaw(`m.part->>'kind' = 'outbound'`)
    .whereRaw(`m.part->'delivery'->>'state' <> all(?)`, [[...seen.states]]);
  return z.array(told).parse(found).map(({ id }) => id);
}

function tellable(db: Reader, tenant: TenantId) {
  return db({ m: 'messages' })
    .join({ t: 'chat_threads' }, { 't.tenant': 'm.tenant', 't.conversation': 'm.conversation' })
    .leftJoin({ l: 'chat_lines' }, { 'l.tenant': 'm.tenant', 'l.message': 'm.id' })
    .joinRaw(`left join people p on p.tenant = m.tenant and p.id = m.part->>'author' and m.part->>'kind' = 'outbound'`)
    .where('m.tenant', tenant)
    .whereRaw(`m.part->>'kind' in ('inbound', 'outbound')`)
    .select('m.id', 'm.conversation', 't.visitor', 'm.at', 'm.text', 'm.attachments', 'l.line', { author: 'p.name' })
    .select(db.raw(`m.part->>'kind' as kind`), db.raw(`m.part->'delivery'->>'state' as delivery`));
}

const demonstrationShop = z.object({ name: z.string(), site: z.string() });

/** Name and site key of the demonstration company's shop, if this server has one. */
export async function findDemonstrationShop(db: Reader): Promise<z.infer<typeof demonstrationShop> | null> {
  const found: unknown = await db('channels')
    .join('tenants', 'tenants.id', 'channels.tenant')
    .where({ kind: 'chat', demonstration: true })
    .orderBy('channels.id')
    .first({ name: 'tenants.name', site: 'channels.address' });
  return found === undefined ? null : demonstrationShop.parse(found);
}
