import { createHash, randomUUID } from 'node:crypto';
import { limits } from '#contract/limits';
import { fileHash, uploadQuery, uploadState } from '#contract/outgoing-file';
import type { Central, Writer } from '#db/central/open';
import { addPiece, dropUpload, findUpload, keepContent, lockUpload, piecesOf, unusedBytes, type Upload, type UploadKey } from '#db/central/uploads';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { personRoute, type Route } from '../route';
import { serverTime } from './server-time';

/** Bytes that one person may have here before messages use them: a long day offline with full messages. */
const mostUnused = 1024 * 1024 * 1024;

type Coming = { readonly size: number; readonly from: number; readonly bytes: Uint8Array };

/**
 * `PUT /attachments/:hash`: a person uploads bytes, piece after piece, and goes on where it broke off. Everybody has to bring
 * all of the bytes: that somebody else brought them before is not told, not by the answer and not by the time.
 */
export function uploadRoute(db: Central): Route {
  return personRoute({
    method: 'PUT',
    path: '/attachments/:hash',
    access: { for: 'people', roles: 'any' },
    rate: { per: 'session', burst: 400, perSecond: 100 },
    audit: 'change',
    largest: limits.filePiece,
    input: z.strictObject({ params: z.strictObject({ hash: fileHash }), query: uploadQuery, body: z.instanceof(Uint8Array).optional() }),
    output: uploadState,
    handle: async ({ input: { params, query, body } }, { tenant, actor }) => {
      const key = { tenant, person: actor.person, hash: params.hash };
      const known = await findUpload(db, key);
      const coming = { ...query, bytes: body ?? new Uint8Array() };
      if (known === null && (await unusedBytes(db, key)) + query.size > mostUnused) return refused('request.tooMany');
      if (known !== null && known.size !== query.size) return refused('attachment.damaged');
      const upload = await db.transaction((tx) => takePiece(tx, key, coming));
      return upload === null ? refused('attachment.damaged') : done({ held: upload.held, whole: upload.pieces === null });
    },
  });
}

/** Takes what comes next; what came before, or comes too early, changes nothing. Null: all is here, and is not what it should be. */
async function takePiece(tx: Writer, key: UploadKey, { size, from, bytes }: Coming): Promise<Upload | null> {
  const upload = await lockUpload(tx, key, { size, held: 0, pieces: randomUUID(), at: serverTime() });
  const { pieces } = upload;
  const isNext = from === upload.held && bytes.byteLength > 0 && from + bytes.byteLength <= upload.size;
  if (pieces === null || !isNext) return upload;
  await addPiece(tx, key, { pieces, from, bytes });
  const held = from + bytes.byteLength;
  if (held < upload.size) return { ...upload, held };
  if ((await hashOf(tx, key, pieces)) === key.hash) {
    await keepContent(tx, key, { size: upload.size, pieces });
    return { ...upload, held, pieces: null };
  }
  await dropUpload(tx, key, pieces);
  return null;
}

async function hashOf(tx: Writer, { tenant }: UploadKey, pieces: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(tx, tenant, pieces)) hash.update(piece);
  return hash.digest('hex');
}
