import type { BlockedSender } from '#contract/blocked-sender';
import { personId } from '#contract/ids';
import type { ConversationId, PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type SenderKey = { readonly tenant: TenantId; readonly sender: string };

/** The newest first. */
export async function listBlockedSenders(db: Reader, tenant: TenantId): Promise<readonly BlockedSender[]> {
  const found: unknown = await db('blocked_senders').where({ tenant }).orderBy('at', 'desc').orderBy('sender').limit(mostListed).select('sender', 'person', 'at');
  return z.array(z.object({ sender: z.string(), person: personId, at: z.number() })).parse(found);
}

const mostListed = 5000;

export async function blockSender(db: Reader, { tenant, sender }: SenderKey, noted: { readonly person: PersonId; readonly at: Instant }): Promise<void> {
  await db('blocked_senders').insert({ tenant, sender, ...noted }).onConflict(['tenant', 'sender']).ignore();
}

/** With a person: only if it was they who blocked. */
export async function unblockSender(db: Reader, { tenant, sender }: SenderKey, person: PersonId | null): Promise<void> {
  await db('blocked_senders').where({ tenant, sender, ...(person === null ? {} : { person }) }).delete();
}

/** Whether any of these names stands on the list. */
export async function isAnyBlocked(tx: Writer, tenant: TenantId, senders: readonly string[]): Promise<boolean> {
  return (await tx('blocked_senders').where({ tenant }).whereIn('sender', [...senders]).first('sender')) !== undefined;
}

/** Who wrote the newest mail of a conversation, as they are known: in brackets where it was not confirmed. Null for nobody. */
export async function senderOf(db: Reader, tenant: TenantId, conversation: ConversationId): Promise<string | null> {
  const found: unknown = await db('mails')
    .join('conversations', (on) => on.on('conversations.tenant', 'mails.tenant').on('conversations.id', 'mails.conversation'))
    .leftJoin('identities', (on) => on.on('identities.tenant', 'mails.tenant').on('identities.customer', 'conversations.customer').on('identities.value', db.raw(`'[' || mails.sender || ']'`)))
    .where({ 'mails.tenant': tenant, 'mails.conversation': conversation })
    .whereNotNull('mails.sender')
    .whereNot('mails.nature', 'bounce')
    .orderBy('mails.id', 'desc')
    .first(db.raw('coalesce(identities.value, mails.sender) as sender'));
  return found === undefined ? null : z.object({ sender: z.string() }).parse(found).sender;
}
