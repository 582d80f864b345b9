import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import type { AttachmentId, MessageId } from '#kernel/id';
import { useEffect, useState } from 'react';
import { bridge } from '../../kit/bridge';

export type ShownFile = { readonly state: 'coming' } | { readonly state: 'failed'; readonly code: Failure } | { readonly state: 'picture'; readonly address: string } | { readonly state: 'pdf'; readonly file: Blob };

type Of = { readonly message: MessageId; readonly attachment: AttachmentId };
type Fetched = { readonly of: string; readonly file: ShownFile };

const coming: ShownFile = { state: 'coming' };

/** One file from the desk, piece by piece: the window's thread copies no more than one at once. */
export function useShownFile({ message, attachment }: Of): ShownFile {
  const of = `${message} ${attachment}`;
  const [fetched, setFetched] = useState<Fetched | null>(null);
  useEffect(() => {
    let isOver = false;
    let address: string | null = null;
    void fetchFile({ message, attachment }, () => isOver).then((file) => {
      if (file === null) return;
      if (file.state === 'picture') address = file.address;
      if (!isOver) setFetched({ of, file });
      else if (address !== null) URL.revokeObjectURL(address);
    });
    return () => {
      isOver = true;
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [of, message, attachment]);
  return fetched?.of === of ? fetched.file : coming;
}

/** Null: nobody waits for it any more. */
async function fetchFile(of: Of, isOver: () => boolean): Promise<ShownFile | null> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; ; from += limits.shownPiece) {
    const piece = await bridge.ask('attachment.show', { ...of, from });
    if (isOver()) return null;
    if (!piece.ok) return { state: 'failed', code: piece.code };
    parts.push(new Uint8Array(piece.value.bytes));
    if (from + limits.shownPiece < piece.value.size) continue;
    const { type } = piece.value;
    const file = new Blob(parts, { type });
    if (type === 'application/pdf') return { state: 'pdf', file };
    return { state: 'picture', address: URL.createObjectURL(file) };
  }
}
