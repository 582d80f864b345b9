import { fileBounds, isFileName } from '#domain/conversation/outgoing-file';
import { z } from 'zod';

export const fileHash = z.string().regex(/^[0-9a-f]{64}$/);
export const fileName = z.string().refine(isFileName);
const fileSize = z.int().min(1).max(fileBounds.each);

/** Its type is told to the customer's side and never trusted by ours. */
export const outgoingFile = z.strictObject({ hash: fileHash, name: fileName, size: fileSize, type: z.string().max(fileBounds.type).regex(/^[a-z]+\/[a-z0-9.+-]+$/) });

/** How far an upload has come: `held` bytes are on the server; `whole` when all are, and are what their hash says. */
export const uploadState = z.strictObject({ held: z.int().nonnegative(), whole: z.boolean() });

/** Where the piece in the body stands in the file; an upload without a body asks how far it has come. */
export const uploadQuery = z.strictObject({
  size: z.coerce.number().pipe(fileSize),
  from: z.coerce.number().pipe(z.int().min(0).max(fileBounds.each)),
});
