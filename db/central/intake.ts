import { conversationId, messageId } from '#contract/ids';
import type { ChannelRow } from '#domain/channel/channel';
import { isFinished, type CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { CustomerRow, IdentityKind } from '#domain/customer/customer';
import type { AttachmentId, ChannelId, ConversationId, CustomerId, MessageId, TeamId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Reader, Writer } from './open';
import { loadRow, lockRow, rowOf } from './rows';

export type InboundKey = { readonly tenant: TenantId; readonly channel: ChannelId; readonly key: string };
export type TakenMessage = { readonly conversation: ConversationId; readonly message: MessageId };

const taken = z.object({ conversation: conversationId, message: messageId });

/** Makes everything that one author writes wait for what it wrote before: no customer, case or message arises twice. */
export async function lockAuthor(tx: Writer, tenant: TenantId, author: { kind: IdentityKind; value: string }): Promise<void> {
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${tenant} ${author.kind} ${author.value}`]);
}

export async function takenBefore(db: Reader | Writer, at: InboundKey): Promise<TakenMessage | null> {
  const found: unknown = await db('inbound_keys').where({ tenant: at.tenant, channel: at.channel, key: at.key }).first('conversation', 'message');
  return found === undefined ? null : taken.parse(found);
}

export async function rememberTaken(tx: Writer, at: InboundKey, message: TakenMessage & { at: Instant }): Promise<void> {
  await tx('inbound_keys').insert({ tenant: at.tenant, channel: at.channel, key: at.key, ...message });
}

/** Where a channel leads: its queue and the team of the queue. */
export async function channelWithTeam(db: Reader | Writer, tenant: TenantId, channel: ChannelId): Promise<{ channel: ChannelRow; team: `tea_${string}` } | null> {
  const row = await loadRow(db, tenant, { table: 'channels', id: channel });
  const queue = row && (await loadRow(db, tenant, { table: 'queues', id: row.queue }));
  return row && queue ? { channel: row, team: queue.team } : null;
}

export async function customerAt(tx: Writer, tenant: TenantId, identity: { kind: IdentityKind; value: string }): Promise<CustomerRow | null> {
  const found: unknown = await tx('customers')
    .join('identities', (on) => on.on('identities.tenant', 'customers.tenant').on('identities.customer', 'customers.id'))
    .where({ 'identities.tenant': tenant, 'identities.kind': identity.kind, 'identities.value': identity.value })
    .first('customers.*');
  return found === undefined ? null : rowOf('customers', found);
}

/** Whether anybody of the person's company has this address. */
export async function hasIdentity(tx: Writer, { kind, value }: { readonly kind: IdentityKind; readonly value: string }): Promise<boolean> {
  const found: unknown = await tx.raw('select otklik_has_identity(?, ?) as taken', [kind, value]);
  return z.object({ rows: z.tuple([z.object({ taken: z.boolean() })]) }).parse(found).rows[0].taken;
}

/** The case that a customer has open in a team, with no conversation on this channel yet; the one that moved last. */
export async function lockOpenCase(tx: Writer, tenant: TenantId, at: { readonly customer: CustomerId; readonly team: TeamId; readonly channel: ChannelId }): Promise<CaseRow | null> {
  const found: unknown = await tx('conversations as talk')
    .join('cases as owning', (on) => on.on('owning.tenant', 'talk.tenant').on('owning.id', 'talk.case'))
    .where({ 'talk.tenant': tenant, 'talk.customer': at.customer, 'talk.team': at.team })
    .whereRaw(`owning.state ->> 'status' not in ('resolved', 'closed')`)
    .whereNotExists((here) => void here.from('conversations as there').whereRaw('there.tenant = talk.tenant and there."case" = talk."case"').where('there.channel', at.channel))
    .orderBy('talk.lastMessageAt', 'desc')
    .first('talk.id');
  const thread = found === undefined ? null : await lockThread(tx, tenant, z.object({ id: conversationId }).parse(found).id);
  return thread === null || isFinished(thread.case.state) || thread.case.team !== at.team ? null : thread.case;
}

export type Thread = { readonly conversation: ConversationRow; readonly case: CaseRow };

/** A conversation and its case, held in the order in which the rules of conversations hold them. */
export async function lockThread(tx: Writer, tenant: TenantId, conversation: ConversationId): Promise<Thread | null> {
  const row = await lockRow(tx, tenant, { table: 'conversations', id: conversation });
  const owning = row && (await lockRow(tx, tenant, { table: 'cases', id: row.case }));
  return row && owning ? { conversation: row, case: owning } : null;
}

export async function latestConversation(tx: Writer, tenant: TenantId, of: { customer: CustomerId; channel: ChannelId }): Promise<ConversationId | null> {
  const found: unknown = await tx('conversations').where({ tenant, ...of }).orderBy('lastMessageAt', 'desc').first('id');
  return found === undefined ? null : z.object({ id: conversationId }).parse(found).id;
}

/** The next numbers of cases of a tenant, the first of `count`; held until the transaction ends, so keep it short. */
export async function nextCaseNumber(tx: Writer, tenant: TenantId, count = 1): Promise<number> {
  const result: unknown = await tx.raw(
    `insert into case_numbers (tenant, last)
     values (:tenant, :count + coalesce((select max(number) from cases where tenant = :tenant), 0))
     on conflict (tenant) do update set last = greatest(case_numbers.last, coalesce((select max(number) from cases where tenant = :tenant), 0)) + :count
     returning last`,
    { tenant, count },
  );
  const last = z.object({ rows: z.tuple([z.object({ last: z.number() })]) }).parse(result).rows[0].last;
  return last - count + 1;
}

/** Sets the first numbers aside, for whoever will say which case has which; none where a number was given already. */
export async function reserveCaseNumbers(tx: Writer, tenant: TenantId, count: number): Promise<void> {
  await tx.raw('insert into case_numbers (tenant, last) select :tenant, :count where not exists (select from cases where tenant = :tenant) on conflict do nothing', { tenant, count });
}

export async function storeAttachment(tx: Writer, tenant: TenantId, file: { id: AttachmentId; message: MessageId; bytes: Uint8Array }): Promise<void> {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  await tx('attachments').insert({ tenant, id: file.id, message: file.message, sha256, bytes: Buffer.from(file.bytes) });
}
