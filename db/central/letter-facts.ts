import { messageId } from '#contract/ids';
import type { MessageRow } from '#domain/conversation/message';
import type { MessageId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader } from './open';
import { loadRow } from './rows';

const facts = z.object({ number: z.number(), customer: z.string(), language: z.enum(['ru', 'en']).nullable(), quotes: messageId.nullable() });

/** What a mail says besides its own text. `quoted`: the message that stands below it. */
export type LetterFacts = Omit<z.infer<typeof facts>, 'quotes'> & { readonly quoted: MessageRow | null };

export async function letterFacts(db: Reader, tenant: TenantId, message: MessageId): Promise<LetterFacts | null> {
  const found: unknown = await db('messages')
    .join('conversations', { 'conversations.tenant': 'messages.tenant', 'conversations.id': 'messages.conversation' })
    .join('cases', { 'cases.tenant': 'conversations.tenant', 'cases.id': 'conversations.case' })
    .join('customers', { 'customers.tenant': 'conversations.tenant', 'customers.id': 'conversations.customer' })
    .where({ 'messages.tenant': tenant, 'messages.id': message })
    .first('cases.number', 'customers.name as customer', 'customers.language', db.raw(`messages.part->>'quotes' as quotes`));
  if (found === undefined) return null;
  const { quotes, ...known } = facts.parse(found);
  return { ...known, quoted: quotes === null ? null : await loadRow(db, tenant, { table: 'messages', id: quotes }) };
}
