import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import type { RequestInput, RequestOutput } from '#contract/requests';
import { readById } from '#db/cache/read-rows';
import { mostPixels, pictureTypeOf } from '#domain/channel/picture-kind';
import { mayBeShown, type ShownType } from '#domain/conversation/shown-file';
import { done, refused, type Outcome } from '#kernel/outcome';
import { ask } from '../http';
import type { Place } from '../place';
import { detectType } from './detect-type';
import { filesOf } from '../replica/refused';

type Piece = RequestInput<'attachment.show'>;
type Shown = { readonly of: string; readonly type: ShownType; readonly bytes: Uint8Array };

/** The file that a person looks at. One at a time, in memory alone: nothing of it stays on this computer. */
export class ShownFile {
  #latest: Shown | null = null;

  /** Whether the person may see it is asked for every piece: its message may have left meanwhile. */
  async piece(place: Place, { message, attachment, from }: Piece): Promise<Outcome<RequestOutput<'attachment.show'>, Failure>> {
    const row = await place.picture.read((db) => readById(db, 'messages', message));
    const index = row?.attachments.findIndex(({ id }) => id === attachment) ?? -1;
    const found = row?.attachments[index];
    if (found === undefined) return refused('attachment.absent');
    if (!mayBeShown(found)) return refused('attachment.notShown');
    const of = `${message} ${attachment}`;
    if (this.#latest?.of !== of) {
      this.#latest = null;
      const bytes = (await ofOutgoing(place, { message, index })) ?? (await ofServer(place, { message, attachment }));
      if (!bytes.ok) return bytes;
      const type = shownType(bytes.value, found.name);
      if (type === null) return refused('attachment.notShown');
      this.#latest = { of, type, bytes: bytes.value };
    }
    const { type, bytes } = this.#latest;
    return done({ type, size: bytes.byteLength, bytes: Uint8Array.from(bytes.subarray(from, from + limits.shownPiece)) });
  }
}

/** By its bytes, whatever its name and its sender say. */
function shownType(bytes: Uint8Array, name: string): ShownType | null {
  return pictureTypeOf(bytes, mostPixels.ofFile) ?? (detectType(bytes.subarray(0, 4096), name) === 'application/pdf' ? 'application/pdf' : null);
}

/** Of an answer that waits here; null where it has left. */
async function ofOutgoing({ outbox, outgoing }: Place, { message, index }: { readonly message: Piece['message']; readonly index: number }): Promise<Outcome<Uint8Array, Failure> | null> {
  const waiting = outbox.pending.find(({ intent }) => intent.name === 'message.send' && intent.args.message === message);
  const file = waiting === undefined ? undefined : filesOf(waiting.intent)[index];
  const bytes = file === undefined ? null : await outgoing.folder.read(file.hash, 0, file.size);
  return bytes === null ? null : done(bytes);
}

async function ofServer(place: Place, { message, attachment }: Pick<Piece, 'message' | 'attachment'>): Promise<Outcome<Uint8Array, Failure>> {
  const access = await place.access();
  if (!access.ok) return access;
  const answer = await ask(place.server, { method: 'GET', path: `/attachments/${encodeURIComponent(message)}/${encodeURIComponent(attachment)}`, access: access.value, patience: 120_000 });
  if (!answer.ok) return answer;
  return answer.value.body === null ? refused('attachment.absent') : bounded(answer.value.body);
}

async function bounded(body: ReadableStream<Uint8Array>): Promise<Outcome<Uint8Array, Failure>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const part = await reader.read().catch(() => null);
    if (part === null) return refused('network.offline');
    if (part.done) return done(Buffer.concat(parts));
    size += part.value.byteLength;
    if (size > limits.attachment) {
      await reader.cancel();
      return refused('request.tooLarge');
    }
    parts.push(part.value);
  }
}
