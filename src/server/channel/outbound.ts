import type { MessageRow } from '#domain/conversation/message';
import { findAttachment, openBytes } from '#db/central/attachments';
import type { Claimed, OutboundFacts } from '#db/central/delivery';
import type { Reader } from '#db/central/open';
import type { AttachmentId, MessageId, TenantId } from '#kernel/id';
import { buffer } from 'node:stream/consumers';
import type { Outbound } from './connector';

/** What a connector sends, the same for every attempt. */
export function outbound(db: Reader, { tenant }: Claimed, { message, conversation, channel, addresses, author, authorName, forwarded }: OutboundFacts): Outbound {
  return {
    tenant,
    key: message.id,
    conversation: conversation.id,
    channel: { id: channel.id, name: channel.name, address: channel.address },
    addresses,
    author,
    authorName,
    recipients: (message.part.kind === 'outbound' ? message.part.recipients : undefined) ?? null,
    forwarded: forwarded && wordsOf(forwarded),
    subject: conversation.subject,
    text: message.text,
    html: message.html,
    attachments: [message, ...(forwarded === null ? [] : [forwarded.message])].flatMap((row) => filesOf(db, tenant, row)),
    at: message.at,
  };
}

function wordsOf({ message: { part, at, text }, author }: NonNullable<OutboundFacts['forwarded']>): NonNullable<Outbound['forwarded']> {
  return { author, address: part.kind === 'inbound' ? (part.names?.from ?? null) : null, at, text };
}

function filesOf(db: Reader, tenant: TenantId, { id: message, attachments }: MessageRow): Outbound['attachments'] {
  return attachments.map(({ id, name, type, size }) => ({ name, type, size, bytes: () => wholeBytes(db, tenant, { message, attachment: id }) }));
}

async function wholeBytes(db: Reader, tenant: TenantId, named: { readonly message: MessageId; readonly attachment: AttachmentId }): Promise<Buffer> {
  const found = await findAttachment(db, tenant, named);
  const bytes = found === null ? null : openBytes(db, tenant, found);
  // The message and its bytes are stored in one transaction.
  if (bytes === null) throw new Error(`attachment ${named.attachment} has no bytes`);
  return Buffer.isBuffer(bytes) ? bytes : buffer(bytes);
}
