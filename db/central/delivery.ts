import { channelKinds, type ChannelKind, type ChannelRow } from '#domain/channel/channel';
import { conversationId, messageId, tenantId } from '#contract/ids';
import type { ConversationId, MessageId, PersonId, TenantId } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import { z } from 'zod';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import type { Reader, Writer } from './open';
import { loadRow, lockRow } from './rows';

const claimed = z.object({
  tenant: tenantId,
  message: messageId,
  conversation: conversationId,
  kind: z.enum(channelKinds),
  attempt: z.int(),
  since: z.number(),
});

/** A delivery that this process may try now; `attempt` is its fence. */
export type Claimed = z.infer<typeof claimed>;

export type NewDelivery = { readonly tenant: TenantId; readonly message: MessageId; readonly conversation: ConversationId; readonly at: Instant };

/** Queues messages for sending, in their order; a message that is queued already stays as it is. */
export async function queueDeliveries(tx: Writer, deliveries: readonly NewDelivery[]): Promise<void> {
  for (const { tenant, message, conversation, at } of deliveries) {
    await tx.raw(
      `insert into deliveries (tenant, message, conversation, kind, state, "since", "dueAt")
       select c.tenant, ?, c.id, c.kind, 'waiting', ?, 0 from conversations c where c.tenant = ? and c.id = ?
       on conflict (tenant, message) do nothing`,
      [message, at, tenant, conversation],
    );
  }
}

/**
 * Takes what is due, under a lease, by the clock of the database. Messages of one conversation leave in their order:
 * only the first that waits can be taken.
 */
export async function claimDeliveries(db: Reader, ask: { kinds: readonly ChannelKind[]; most: number; lease: Duration }): Promise<readonly Claimed[]> {
  const result: unknown = await db.raw(
    `update deliveries set attempt = attempt + 1, "leaseUntil" = (extract(epoch from clock_timestamp()) * 1000)::bigint + ?
     where id in (
       select d.id from deliveries d
       where d.state = 'waiting' and d.kind = any(?) and d."dueAt" <= (extract(epoch from clock_timestamp()) * 1000)::bigint and d."leaseUntil" <= (extract(epoch from clock_timestamp()) * 1000)::bigint
         and not exists (select 1 from deliveries e where e.conversation = d.conversation and e.state = 'waiting' and e.id < d.id)
       order by d."dueAt", d.id limit ? for update skip locked)
     returning tenant, message, conversation, kind, attempt, "since"`,
    [ask.lease, [...ask.kinds], ask.most],
  );
  return z.object({ rows: z.array(claimed) }).parse(result).rows;
}

export type Settled = { readonly state: 'held' | 'sent' | 'failed'; readonly detail: string } | { readonly state: 'waiting'; readonly again: Duration; readonly detail: string };

/** Records how an attempt ended; false when its lease had passed to another attempt, whose result counts instead. */
export async function settleDelivery(tx: Writer, { tenant, message, attempt }: Claimed, settled: Settled): Promise<boolean> {
  const again = settled.state === 'waiting' ? settled.again : 0;
  const result: unknown = await tx.raw(
    `update deliveries set state = ?, detail = ?, "dueAt" = (extract(epoch from clock_timestamp()) * 1000)::bigint + ?, "leaseUntil" = 0
     where tenant = ? and message = ? and attempt = ? and state = 'waiting' returning id`,
    [settled.state, settled.detail, again, tenant, message, attempt],
  );
  return z.object({ rows: z.array(z.unknown()) }).parse(result).rows.length === 1;
}

/** Keeps a delivery for the attempt that is under way. */
export async function renewLease(db: Reader, { tenant, message, attempt }: Claimed, lease: Duration): Promise<void> {
  await db.raw(`update deliveries set "leaseUntil" = (extract(epoch from clock_timestamp()) * 1000)::bigint + ? where tenant = ? and message = ? and attempt = ? and state = 'waiting'`, [lease, tenant, message, attempt]);
}

/** Milliseconds until something is due, or null when nothing waits. */
export async function nextDelivery(db: Reader, kinds: readonly ChannelKind[]): Promise<Duration | null> {
  const result: unknown = await db.raw(
    `select min(greatest(d."dueAt", d."leaseUntil")) - (extract(epoch from clock_timestamp()) * 1000)::bigint as wait from deliveries d where d.state = 'waiting' and d.kind = any(?)
       and not exists (select 1 from deliveries e where e.conversation = d.conversation and e.state = 'waiting' and e.id < d.id)`,
    [[...kinds]],
  );
  const wait = z.object({ rows: z.array(z.object({ wait: z.number().nullable() })) }).parse(result).rows[0]?.wait ?? null;
  return wait === null ? null : Math.max(0, wait);
}

export type OutboundFacts = {
  readonly message: MessageRow;
  readonly conversation: ConversationRow;
  readonly channel: ChannelRow;
  readonly addresses: readonly string[];
  readonly author: PersonId;
  readonly authorName: string;
  /** What goes along, and who wrote it. */
  readonly forwarded: { readonly message: MessageRow; readonly author: string } | null;
};

/** Everything that a channel has to know to send a message; null when it is gone or no message to a customer. */
export async function outboundFacts(db: Reader, { tenant, message: id, kind }: Pick<Claimed, 'tenant' | 'message' | 'kind'>): Promise<OutboundFacts | null> {
  const message = await loadRow(db, tenant, { table: 'messages', id });
  const conversation = message && (await loadRow(db, tenant, { table: 'conversations', id: message.conversation }));
  const channel = conversation && (await loadRow(db, tenant, { table: 'channels', id: conversation.channel }));
  if (!message || !conversation || !channel || message.part.kind !== 'outbound') return null;
  const author = await loadRow(db, tenant, { table: 'people', id: message.part.author });
  const addresses: unknown = await db('identities').where({ tenant, customer: conversation.customer, kind }).orderBy('id').pluck('value');
  return { message, conversation, channel, addresses: z.array(z.string()).parse(addresses), author: message.part.author, authorName: author?.name ?? '', forwarded: await forwardedBy(db, tenant, message) };
}

async function forwardedBy(db: Reader, tenant: TenantId, { part }: MessageRow): Promise<OutboundFacts['forwarded']> {
  if (part.kind !== 'outbound' || part.forwards === undefined) return null;
  const message = await loadRow(db, tenant, { table: 'messages', id: part.forwards });
  if (message?.part.kind === 'inbound') return { message, author: message.part.authorName };
  if (message?.part.kind !== 'outbound') return null;
  return { message, author: (await loadRow(db, tenant, { table: 'people', id: message.part.author }))?.name ?? '' };
}

/** The message of a delivery, held until its state is moved. */
export function lockMessage(tx: Writer, tenant: TenantId, message: MessageId): Promise<MessageRow | null> {
  return lockRow(tx, tenant, { table: 'messages', id: message });
}
