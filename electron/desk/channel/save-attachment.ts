import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import { readById } from '#db/cache/read-rows';
import type { AttachmentId, MessageId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { onDisk } from '../disk-failure';
import { ask } from '../http';
import type { Place } from '../place';
import { numberedName, safeName } from './safe-name';

export type Wanted = { readonly message: MessageId; readonly attachment: AttachmentId };

/** Fetches an attachment into the downloads folder, under a name that overwrites nothing. */
export async function saveAttachment(place: Place, downloads: string, wanted: Wanted): Promise<Outcome<{ readonly file: string }, Failure>> {
  const message = await place.picture.read((db) => readById(db, 'messages', wanted.message));
  const attachment = message?.attachments.find(({ id }) => id === wanted.attachment);
  if (attachment === undefined) return refused('attachment.absent');
  const access = await place.access();
  if (!access.ok) return access;
  const path = `/attachments/${encodeURIComponent(wanted.message)}/${encodeURIComponent(wanted.attachment)}`;
  const answer = await ask(place.server, { method: 'GET', path, access: access.value, patience: 120_000 });
  if (!answer.ok) return answer;
  const { body } = answer.value;
  if (body === null) return refused('attachment.absent');
  const saved = await onDisk(() => saveFile(downloads, safeName(attachment.name), body));
  return saved.ok ? saved.value : saved;
}

/** A new file in a folder, whole or not at all. */
export async function saveFile(folder: string, name: string, body: ReadableStream<Uint8Array>): Promise<Outcome<{ readonly file: string }, Failure>> {
  await mkdir(folder, { recursive: true });
  const { file, handle } = await create(folder, name);
  try {
    const written = await write(handle, body);
    await handle.close();
    if (written.ok) return done({ file });
    await rm(join(folder, file), { force: true });
    return written;
  } catch (error) {
    await handle.close();
    await rm(join(folder, file), { force: true });
    throw error;
  }
}

async function create(folder: string, name: string): Promise<{ readonly file: string; readonly handle: FileHandle }> {
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? name : numberedName(name, number);
    try {
      return { file, handle: await open(join(folder, file), 'wx', 0o600) };
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken || number > 999) throw error;
    }
  }
}

async function write(handle: FileHandle, body: ReadableStream<Uint8Array>): Promise<Outcome<null, Failure>> {
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const part = await reader.read().catch(() => null);
    if (part === null) return refused('network.offline');
    if (part.done) return done(null);
    size += part.value.byteLength;
    if (size > limits.attachment) return refused('request.tooLarge');
    // All of it: a bare write takes what a nearly full disk takes.
    await handle.writeFile(part.value);
  }
}
