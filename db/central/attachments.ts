import type { AttachmentId, MessageId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader } from './open';

const stored = z.object({ bytes: z.instanceof(Buffer) });

export async function attachmentBytes(db: Reader, tenant: TenantId, named: { readonly message: MessageId; readonly attachment: AttachmentId }): Promise<Buffer | null> {
  const found: unknown = await db('attachments').where({ tenant, id: named.attachment, message: named.message }).first('bytes');
  return found === undefined ? null : stored.parse(found).bytes;
}
