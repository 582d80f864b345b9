import type { AttachmentId, MessageId, TenantId } from '#kernel/id';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Reader } from './open';
import { piecesOf } from './uploads';

const stored = z.object({ bytes: z.instanceof(Buffer).nullable(), pieces: z.string().nullable() });

type Named = { readonly message: MessageId; readonly attachment: AttachmentId };

/** Bytes of an attachment's own, or where those of the content lie that it names. */
type Found = z.infer<typeof stored>;

export async function findAttachment(db: Reader, tenant: TenantId, { message, attachment }: Named): Promise<Found | null> {
  const found: unknown = await db('attachments as a')
    .leftJoin('contents as c', { 'c.tenant': 'a.tenant', 'c.sha256': 'a.sha256' })
    .where({ 'a.tenant': tenant, 'a.id': attachment, 'a.message': message })
    .first('a.bytes', 'c.pieces');
  return found === undefined ? null : stored.parse(found);
}

/** Piece after piece where it was stored so: whoever reads slowly makes nobody hold the rest. */
export function openBytes(db: Reader, tenant: TenantId, { bytes, pieces }: Found): Buffer | Readable | null {
  if (bytes !== null) return bytes;
  return pieces === null ? null : Readable.from(piecesOf(db, tenant, pieces), { objectMode: false });
}
