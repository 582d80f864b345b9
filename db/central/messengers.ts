import { channelId, messageId, tenantId } from '#contract/ids';
import { messengerStates, type MessengerState } from '#contract/messenger';
import { messengerKinds, type MessengerKind } from '#domain/channel/channel';
import type { ChannelId, ConversationId, MessageId, TenantId } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

const messenger = z.object({
  tenant: tenantId,
  channel: channelId,
  kind: z.enum(messengerKinds),
  account: z.string(),
  /** Sealed. */
  secret: z.string(),
  cursor: z.string().nullable(),
  state: z.enum(messengerStates),
  stateAt: z.number(),
  /** Counts the times that an administrator set it anew. */
  change: z.number(),
});
export type Messenger = Readonly<z.infer<typeof messenger>>;
export type MessengerKey = Pick<Messenger, 'tenant' | 'channel'>;

type NewMessenger = MessengerKey & { readonly kind: MessengerKind; readonly account: string; readonly secret: string };

/** False when another channel is connected to the same account. */
export async function addMessenger(tx: Writer, row: NewMessenger, now: Instant): Promise<boolean> {
  const taken: unknown = await tx('messengers').where({ kind: row.kind, account: row.account }).whereNot({ kind: 'connect' }).first('channel');
  if (taken !== undefined) return false;
  await tx('messengers').insert({ ...row, stateAt: now });
  return true;
}

/** The same account with other keys. How far it was heard stays. */
export async function changeMessenger(db: Reader, { tenant, channel }: MessengerKey, set: { readonly secret: string; readonly now: Instant }): Promise<void> {
  await db('messengers')
    .where({ tenant, channel })
    .update({ secret: set.secret, state: 'waiting', stateAt: set.now, change: db.raw('change + 1') });
}

export async function removeMessenger(db: Reader, { tenant, channel }: MessengerKey): Promise<void> {
  await db('messengers').where({ tenant, channel }).delete();
}

export async function listMessengers(db: Reader, tenant: TenantId): Promise<readonly (Messenger & { readonly name: string })[]> {
  const found: unknown[] = await db('messengers')
    .join('channels', { 'channels.tenant': 'messengers.tenant', 'channels.id': 'messengers.channel' })
    .where({ 'messengers.tenant': tenant })
    .orderBy('channels.name')
    .select('messengers.*', 'channels.name');
  return z.array(messenger.extend({ name: z.string() })).parse(found);
}

export async function findMessenger(db: Reader, { tenant, channel }: MessengerKey): Promise<Messenger | null> {
  const found: unknown = await db('messengers').where({ tenant, channel }).first();
  return found === undefined ? null : messenger.parse(found);
}

/** For who is called by the other side and knows the channel from the address of the call only. */
export async function messengerAt(db: Reader, channel: ChannelId): Promise<Messenger | null> {
  const found: unknown = await db('messengers').where({ channel }).first();
  return found === undefined ? null : messenger.parse(found);
}

/** Whatever this process listens to or may; by the clock of the database. */
export async function claimMessengers(db: Reader, holder: string, lease: Duration): Promise<readonly Messenger[]> {
  const result: unknown = await db.raw(
    `update messengers set holder = ?, "leaseUntil" = (extract(epoch from clock_timestamp()) * 1000)::bigint + ?
     where (tenant, channel) in (
       select tenant, channel from messengers
       where holder = ? or "leaseUntil" <= (extract(epoch from clock_timestamp()) * 1000)::bigint for update skip locked)
     returning *`,
    [holder, lease, holder],
  );
  return z.object({ rows: z.array(messenger) }).parse(result).rows;
}

export async function releaseMessengers(db: Reader, holder: string): Promise<void> {
  await db('messengers').where({ holder }).update({ holder: null, leaseUntil: 0 });
}

/** How far a messenger was heard; told in the transaction of what was heard. */
export async function moveCursor(db: Reader | Writer, { tenant, channel }: MessengerKey, cursor: string): Promise<void> {
  await db('messengers').where({ tenant, channel }).update({ cursor });
}

/** Of the settings that it was tried with: what an administrator changed meanwhile is judged anew. */
export async function noteState(db: Reader, { tenant, channel, change }: MessengerKey & { readonly change: number }, noted: { readonly state: MessengerState; readonly at: Instant }): Promise<void> {
  await db('messengers').where({ tenant, channel, change }).whereNot({ state: noted.state }).update({ state: noted.state, stateAt: noted.at });
}

const thread = z.object({ channel: channelId, address: z.string(), lastInboundAt: z.number() });
export type MessengerThread = z.infer<typeof thread>;

/** With whom a conversation is, at the messenger. */
export async function keepThread(tx: Writer, { tenant, channel }: MessengerKey, heard: { readonly conversation: ConversationId; readonly address: string; readonly at: Instant }): Promise<void> {
  const row = { tenant, channel, conversation: heard.conversation, address: heard.address, lastInboundAt: heard.at };
  await tx('messenger_threads').insert(row).onConflict(['tenant', 'conversation']).merge({ lastInboundAt: heard.at });
}

export async function threadOf(db: Reader, tenant: TenantId, conversation: ConversationId): Promise<MessengerThread | null> {
  const found: unknown = await db('messenger_threads').where({ tenant, conversation }).first();
  return found === undefined ? null : thread.parse(found);
}

/** The conversation, wherever it is: typing marks name it alone. */
export async function threadTyped(db: Reader, conversation: ConversationId): Promise<(MessengerThread & { readonly tenant: TenantId }) | null> {
  const found: unknown = await db('messenger_threads').where({ conversation }).first();
  return found === undefined ? null : thread.extend({ tenant: tenantId }).parse(found);
}

export type ExternalName = MessengerKey & { readonly external: string };

/** A part of an answer has left under this name. */
export async function keepSentPart(db: Reader, at: ExternalName, sent: { readonly message: MessageId; readonly part: number }): Promise<void> {
  await db('messenger_messages').insert({ ...at, ...sent }).onConflict(['tenant', 'channel', 'external']).ignore();
}

/** Which parts of an answer have left before. */
export async function sentParts(db: Reader, tenant: TenantId, message: MessageId): Promise<ReadonlySet<number>> {
  return new Set(z.array(z.number()).parse(await db('messenger_messages').where({ tenant, message }).whereNotNull('part').pluck('part')));
}

const named = z.object({ message: messageId, parts: z.number() });

/** The answer that a messenger tells of, and how many parts of it have left; null when it is none of ours. */
export async function answerNamed(db: Reader | Writer, { tenant, channel, external }: ExternalName): Promise<z.infer<typeof named> | null> {
  const parts = db('messenger_messages as other').whereRaw('other.tenant = own.tenant and other.message = own.message').select(db.raw('count(*)::int')).as('parts');
  const found: unknown = await db('messenger_messages as own').where({ tenant, channel, external }).first('message', parts);
  return found === undefined ? null : named.parse(found);
}
