import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import type { Attachment } from '#domain/conversation/message';
import type { MessageId, PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Central, Reader, Writer } from './open';

/** Whose upload, of which bytes. What somebody else uploaded is not looked at. */
export type UploadKey = { readonly tenant: TenantId; readonly person: PersonId; readonly hash: string };

const upload = z.object({ size: z.int(), held: z.int(), pieces: z.string().nullable() });

/** `pieces`: where its pieces lie; null when it is whole. */
export type Upload = z.infer<typeof upload>;

/** An upload, begun if it was not, and held until the transaction ends. */
export async function lockUpload(tx: Writer, { tenant, person, hash }: UploadKey, fresh: Upload & { readonly at: Instant }): Promise<Upload> {
  await tx('uploads').insert({ tenant, person, sha256: hash, ...fresh }).onConflict(['tenant', 'person', 'sha256']).ignore();
  return upload.parse(await tx('uploads').where({ tenant, person, sha256: hash }).forUpdate().first());
}

/** How far a person's upload has come; null when there is none. */
export async function findUpload(db: Reader, { tenant, person, hash }: UploadKey): Promise<Upload | null> {
  const found: unknown = await db('uploads').where({ tenant, person, sha256: hash }).first();
  return found === undefined ? null : upload.parse(found);
}

const sums = z.array(z.object({ bytes: z.coerce.number() }));

/** Bytes that a person announced and no message has used yet. */
export async function unusedBytes(db: Reader, { tenant, person }: Pick<UploadKey, 'tenant' | 'person'>): Promise<number> {
  return sums.parse(await db('uploads').where({ tenant, person, used: false }).sum({ bytes: 'size' })).at(0)?.bytes ?? 0;
}

type Piece = { readonly pieces: string; readonly from: number; readonly bytes: Uint8Array };

export async function addPiece(tx: Writer, key: UploadKey, { pieces, from, bytes }: Piece): Promise<void> {
  const { tenant, person, hash } = key;
  await tx('content_pieces').insert({ tenant, pieces, from, bytes: Buffer.from(bytes) });
  await tx('uploads').where({ tenant, person, sha256: hash }).update({ held: from + bytes.byteLength });
}

const stored = z.object({ from: z.int(), bytes: z.instanceof(Buffer) });

/** The bytes of a content, piece after piece: never more of it in memory than one. */
export async function* piecesOf(db: Reader, tenant: TenantId, pieces: string): AsyncGenerator<Buffer> {
  for (let from = 0; ; ) {
    const found: unknown = await db('content_pieces').where({ tenant, pieces, from }).first('from', 'bytes');
    if (found === undefined) return;
    const { bytes } = stored.parse(found);
    yield bytes;
    from += bytes.byteLength;
  }
}

const kept = z.tuple([z.object({ pieces: z.string() })]);

/** The upload is what its hash says. The tenant keeps one of these contents, whoever uploads it how often. */
export async function keepContent(tx: Writer, key: UploadKey, { size, pieces }: { readonly size: number; readonly pieces: string }): Promise<void> {
  const { tenant, person, hash } = key;
  const [content] = kept.parse(await tx('contents').insert({ tenant, sha256: hash, size, pieces }).onConflict(['tenant', 'sha256']).merge({ size }).returning('pieces'));
  if (content.pieces !== pieces) await tx('content_pieces').where({ tenant, pieces }).delete();
  await tx('uploads').where({ tenant, person, sha256: hash }).update({ pieces: null });
}

/** What was uploaded is not what it should be: it begins anew. */
export async function dropUpload(tx: Writer, { tenant, person, hash }: UploadKey, pieces: string): Promise<void> {
  await tx('content_pieces').where({ tenant, pieces }).delete();
  await tx('uploads').where({ tenant, person, sha256: hash }).delete();
}

export type Attaching = { readonly tenant: TenantId; readonly person: PersonId; readonly message: MessageId; readonly files: readonly OutgoingFile[]; readonly attachments: readonly Attachment[] };

const hashes = z.array(z.object({ sha256: z.string(), size: z.int() }));

/** Gives a message its bytes; false, and nothing is given, when this person did not upload one of them whole. */
export async function attachUploads(tx: Writer, { tenant, person, message, files, attachments }: Attaching): Promise<boolean> {
  const wanted = files.map(({ hash }) => hash);
  const found = hashes.parse(
    await tx('uploads as u')
      .join('contents as c', { 'c.tenant': 'u.tenant', 'c.sha256': 'u.sha256' })
      .where({ 'u.tenant': tenant, 'u.person': person })
      .whereNull('u.pieces')
      .whereIn('u.sha256', wanted)
      .orderBy('u.sha256')
      .select('u.sha256', 'c.size')
      .forShare('u'),
  );
  if (!files.every(({ hash, size }) => found.some((one) => one.sha256 === hash && one.size === size))) return false;
  const rows = attachments.map(({ id }, place) => ({ tenant, id, message, sha256: files[place]?.hash ?? '' }));
  await tx('attachments').insert(rows);
  await tx('uploads').where({ tenant, person }).whereIn('sha256', wanted).update({ used: true });
  return true;
}

/** Forgets uploads that were begun or used too long ago, then contents that nothing refers to. */
export async function forgetUploads(db: Central, before: Instant): Promise<void> {
  await db.raw(
    `with gone as (delete from uploads where at < ? returning tenant, pieces)
     delete from content_pieces as piece using gone where piece.tenant = gone.tenant and piece.pieces = gone.pieces`,
    [before],
  );
  await db.raw(
    `with gone as (
       delete from contents as content
       where not exists (select from uploads as upload where upload.tenant = content.tenant and upload.sha256 = content.sha256)
         and not exists (select from attachments as file where file.tenant = content.tenant and file.sha256 = content.sha256 and file.bytes is null)
       returning tenant, pieces
     )
     delete from content_pieces as piece using gone where piece.tenant = gone.tenant and piece.pieces = gone.pieces`,
  );
}
