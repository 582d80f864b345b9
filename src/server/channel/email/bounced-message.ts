import { conversationsOfMessages, keepMail } from '#db/central/mail';
import { lockMessage } from '#db/central/delivery';
import type { Reader } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { isDoubtful } from '#domain/conversation/message';
import type { MessageId, TenantId } from '#kernel/id';
import type { Commit } from '../../sync/commit';
import { unconfirmed, type MailAddress } from './mail-address';
import type { Arrived } from './arrived-mail';
import { ownMessage } from './message-id';

export type BounceOffice = { readonly db: Reader; readonly commit: Commit };

/**
 * A notification that an answer of ours could not be delivered moves that answer to failed and is kept, not shown as a
 * message. It has to name our message and its recipient; anything else is an ordinary mail, so that nothing vanishes.
 */
export async function markBounced(office: BounceOffice, { channel, mail, key, raw }: Arrived): Promise<boolean> {
  const { bounce } = mail;
  const message = bounce?.original ? ownMessage(bounce.original) : null;
  if (bounce === null || message === null || bounce.recipient === null) return false;
  const { tenant } = channel;
  const [conversation] = await conversationsOfMessages(office.db, tenant, [message]);
  if (conversation === undefined || !(await isAddressOf(office.db, { tenant, message, recipient: bounce.recipient }))) return false;
  await office.commit(tenant, async (tx, now, put) => {
    const row = await lockMessage(tx, tenant, message);
    const failed = row?.part.kind === 'outbound' && (row.part.delivery.state !== 'failed' || isDoubtful(row.part.delivery)) && bounce.isFinal ? { ...row.part, delivery: { state: 'failed', at: now, reason: 'delivery.refused' } as const } : null;
    if (row !== null && failed !== null) await put([{ op: 'put', table: 'messages', row: { ...row, part: failed } }]);
    await keepMail(tx, { tenant, channel: channel.id, key, conversation, message, messageId: mail.messageId, references: mail.references, sender: null, nature: 'bounce', at: now, raw });
  });
  return true;
}

async function isAddressOf(db: Reader, { tenant, message, recipient }: { tenant: TenantId; message: MessageId; recipient: MailAddress }): Promise<boolean> {
  const row = await loadRow(db, tenant, { table: 'messages', id: message });
  const conversation = row && (await loadRow(db, tenant, { table: 'conversations', id: row.conversation }));
  if (!conversation) return false;
  const named = row.part.kind === 'outbound' ? row.part.recipients : undefined;
  if (named !== undefined) return [...named.to, ...named.cc, ...named.bcc].includes(recipient);
  const found: unknown = await db('identities').where({ tenant, customer: conversation.customer, kind: 'email' }).whereIn('value', [recipient, unconfirmed(recipient)]).first('id');
  return found !== undefined;
}
