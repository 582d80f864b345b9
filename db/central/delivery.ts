import { channelKinds, type ChannelKind, type ChannelRow } from '#domain/channel/channel';
import { conversationId, messageId, tenantId } from '#contract/ids';
import type { ChannelId, ConversationId, MessageId, PersonId, TenantId } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import { z } from 'zod';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import type { Reader, Writer } from './open';
import { loadRow, lockRow, rowOf } from './rows';

const claimed = z.object({
  tenant: tenantId,
  message: messageId,
  conversation: conversationId,
  kind: z.enum(channelKinds),
  /** `begun`: its content went over, or may have, and nobody knows how that ended. */
  state: z.enum(['waiting', 'begun']),
  attempt: z.int(),
  since: z.number(),
  /** Milliseconds since the content was about to go over. */
  begunFor: z.number().nullable(),
});

/** A delivery that this process may try now, or look after when it has begun; `attempt` is its fence. */
export type Claimed = z.infer<typeof claimed>;

const sqlNow = '(extract(epoch from clock_timestamp()) * 1000)::bigint';
/** Of the same conversation, and not through yet. */
const sqlFirst = `not exists (select 1 from deliveries e where e.conversation = d.conversation and e.state in ('waiting', 'begun') and e.id < d.id)`;
const sqlOwn = 'tenant = ? and message = ? and attempt = ?';

export type NewDelivery = { readonly tenant: TenantId; readonly message: MessageId; readonly conversation: ConversationId; readonly at: Instant; /** Over which states a person may have it sent again. */ readonly over: readonly ('doubt' | 'failed' | 'sent')[] };

/** Queues messages for sending, in their order. What is queued already stays as it is, but for what was in doubt or failed: a person wants it sent again. */
export async function queueDeliveries(tx: Writer, deliveries: readonly NewDelivery[]): Promise<void> {
  for (const { tenant, message, conversation, at, over } of deliveries) {
    await tx.raw(
      `insert into deliveries (tenant, message, conversation, kind, state, "since", "dueAt")
       select c.tenant, ?, c.id, c.kind, 'waiting', ?, 0 from conversations c where c.tenant = ? and c.id = ?
       on conflict (tenant, message) do update set state = 'waiting', "since" = ?, "dueAt" = 0, "leaseUntil" = 0 where deliveries.state = any(?)`,
      [message, at, tenant, conversation, at, [...over]],
    );
  }
}

/**
 * Takes what is due, under a lease, by the clock of the database. Messages of one conversation leave in their order:
 * only the first that waits can be taken.
 */
export async function claimDeliveries(db: Reader, ask: { kinds: readonly ChannelKind[]; most: number; lease: Duration }): Promise<readonly Claimed[]> {
  const result: unknown = await db.raw(
    `update deliveries set attempt = attempt + (state = 'waiting')::int, "leaseUntil" = ${sqlNow} + ?
     where id in (
       select d.id from deliveries d
       where d.state in ('waiting', 'begun') and d.kind = any(?) and d."dueAt" <= ${sqlNow} and d."leaseUntil" <= ${sqlNow} and ${sqlFirst}
       order by d."dueAt", d.id limit ? for update skip locked)
     returning tenant, message, conversation, kind, state, attempt, "since", ${sqlNow} - "begunAt" as "begunFor"`,
    [ask.lease, [...ask.kinds], ask.most],
  );
  return z.object({ rows: z.array(claimed) }).parse(result).rows;
}

/** Marks that the content goes over now; false when this attempt may not: it belongs to another one, or began before. Nothing goes over before this has resolved. */
export async function beginDelivery(db: Reader, { tenant, message, attempt }: Claimed): Promise<boolean> {
  return (await changed(db, `update deliveries set state = 'begun', "begunAt" = ${sqlNow} where ${sqlOwn} and state = 'waiting' returning id`, [tenant, message, attempt])) === 1;
}

export type Settled = { readonly state: 'held' | 'sent' | 'failed' | 'doubt'; readonly detail: string } | { readonly state: 'waiting' | 'begun'; readonly again: Duration; readonly detail: string };

/**
 * Records how an attempt ended; false when another attempt came after it, whose result counts instead. Whoever knows for certain how it ended is also
 * believed when it comes late and the delivery is in doubt by then.
 */
export async function settleDelivery(tx: Writer, { tenant, message, attempt }: Claimed, settled: Settled): Promise<boolean> {
  const again = 'again' in settled ? settled.again : 0;
  const standing = settled.state === 'sent' || settled.state === 'failed' ? ['waiting', 'begun', 'doubt'] : ['waiting', 'begun'];
  const sqlSettle = `update deliveries set state = ?, detail = ?, "dueAt" = ${sqlNow} + ?, "leaseUntil" = 0 where ${sqlOwn} and state = any(?) returning id`;
  return (await changed(tx, sqlSettle, [settled.state, settled.detail, again, tenant, message, attempt, standing])) === 1;
}

/** Keeps a delivery for the attempt that is under way. */
export async function renewLease(db: Reader, { tenant, message, attempt }: Claimed, lease: Duration): Promise<void> {
  await db.raw(`update deliveries set "leaseUntil" = ${sqlNow} + ? where ${sqlOwn} and state in ('waiting', 'begun')`, [lease, tenant, message, attempt]);
}

async function changed(db: Reader | Writer, sqlChange: string, values: readonly (string | number | string[])[]): Promise<number> {
  const result: unknown = await db.raw(sqlChange, [...values]);
  return z.object({ rows: z.array(z.unknown()) }).parse(result).rows.length;
}

/** Whether a process is handing something over to this channel at the moment. */
export async function isAnswerLeaving(db: Reader, { tenant, channel }: { readonly tenant: TenantId; readonly channel: ChannelId }): Promise<boolean> {
  const result: unknown = await db.raw(
    `select 1 from deliveries d join conversations c on c.tenant = d.tenant and c.id = d.conversation
     where d.state = 'begun' and d."leaseUntil" > ${sqlNow} and d.tenant = ? and c.channel = ? limit 1`,
    [tenant, channel],
  );
  return z.object({ rows: z.array(z.unknown()) }).parse(result).rows.length > 0;
}

/** Milliseconds until something is due, or null when nothing waits. */
export async function nextDelivery(db: Reader, kinds: readonly ChannelKind[]): Promise<Duration | null> {
  const result: unknown = await db.raw(
    `select min(greatest(d."dueAt", d."leaseUntil")) - ${sqlNow} as wait from deliveries d where d.state in ('waiting', 'begun') and d.kind = any(?) and ${sqlFirst}`,
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

const gathered = z.object({ message: z.unknown(), conversation: z.unknown(), channel: z.unknown(), authorName: z.string(), addresses: z.array(z.string()) });

/** Everything that a channel has to know to send a message, in one statement; null when it is gone or no message to a customer. */
export async function outboundFacts(db: Reader, { tenant, message: id, kind }: Pick<Claimed, 'tenant' | 'message' | 'kind'>): Promise<OutboundFacts | null> {
  const result: unknown = await db.raw(
    `select to_jsonb(m) as message, to_jsonb(c) as conversation, to_jsonb(h) as channel, coalesce(p.name, '') as "authorName",
       array(select i.value from identities i where i.tenant = m.tenant and i.customer = c.customer and i.kind = ? order by i.id) as addresses
     from messages m
       join conversations c on c.tenant = m.tenant and c.id = m.conversation
       join channels h on h.tenant = m.tenant and h.id = c.channel
       left join people p on p.tenant = m.tenant and p.id = m.part->>'author'
     where m.tenant = ? and m.id = ?`,
    [kind, tenant, id],
  );
  const [found] = z.object({ rows: z.array(gathered) }).parse(result).rows;
  const message = found && rowOf('messages', found.message);
  if (found === undefined || message?.part.kind !== 'outbound') return null;
  const { authorName, addresses } = found;
  const facts = { message, conversation: rowOf('conversations', found.conversation), channel: rowOf('channels', found.channel), addresses, author: message.part.author, authorName };
  return { ...facts, forwarded: await forwardedBy(db, tenant, message) };
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
