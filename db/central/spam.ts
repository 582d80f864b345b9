import { caseId, conversationId, messageId, remarkId, tenantId } from '#contract/ids';
import type { CaseId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { RowKey } from '#domain/tables';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type SpamKey = { readonly tenant: TenantId; readonly id: CaseId };

/** Cases that have been spam since before. */
export async function spamSince(db: Reader, before: Instant, most: number): Promise<readonly SpamKey[]> {
  const found: unknown = await db('cases').whereRaw(`state->>'spam' is not null and (state->>'at')::bigint < ?`, [before]).limit(most).select('tenant', 'id');
  return z.array(z.object({ tenant: tenantId, id: caseId })).parse(found);
}

/** The rows of a case that is spam still, held; what they came with is deleted. */
export async function emptySpam(tx: Writer, { tenant, id }: SpamKey, before: Instant): Promise<readonly RowKey[]> {
  const held: unknown = await tx('cases').where({ tenant, id }).whereRaw(`state->>'spam' is not null and (state->>'at')::bigint < ?`, [before]).forUpdate().first('id');
  if (held === undefined) return [];
  const conversations = z.array(z.object({ id: conversationId })).parse(await tx('conversations').where({ tenant, case: id }).select('id'));
  const of = conversations.map((row) => row.id);
  const messages = z.array(z.object({ id: messageId })).parse(await tx('messages').where({ tenant }).whereIn('conversation', of).select('id'));
  await tx('attachments').where({ tenant }).whereIn('message', messages.map((row) => row.id)).delete();
  // Only that they came is kept: their mailbox may show them again.
  await tx('mails').where({ tenant }).whereIn('conversation', of).update({ conversation: null, message: null, messageId: null, references: '[]', sender: null, raw: Buffer.alloc(0) });
  const remarks = z.array(z.object({ id: remarkId })).parse(await tx('remarks').where({ tenant, case: id }).select('id'));
  await tx('deliveries').where({ tenant }).whereIn('conversation', of).delete();
  return [
    ...remarks.map((row): RowKey => ({ table: 'remarks', id: row.id })),
    ...messages.map((row): RowKey => ({ table: 'messages', id: row.id })),
    ...of.map((row): RowKey => ({ table: 'conversations', id: row })),
    { table: 'cases', id },
  ];
}
