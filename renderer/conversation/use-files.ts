import { limits } from '#contract/limits';
import type { Failure } from '#contract/failures';
import { fileBounds } from '#domain/conversation/outgoing-file';
import type { ConversationId } from '#kernel/id';
import { useState } from 'react';
import { useAct } from '../kit/act';

/** A file that is being handed over to the desk. */
export type Incoming = { readonly transfer: string; readonly name: string; readonly part: number };

export type Files = {
  /** Shows the system's dialog. */
  readonly choose: () => void;
  /** Takes in what was pasted or dropped. */
  readonly take: (files: Iterable<File>) => void;
  readonly remove: (hash: string) => void;
  readonly incoming: readonly Incoming[];
};

/**
 * Brings files into the draft. The window holds one piece of one file at a time, and no path. What was pressed may be gone
 * then: the person is back in the field.
 */
export function useFiles(conversation: ConversationId, field: React.RefObject<{ readonly focus: () => void } | null>): Files {
  const { ask, regret } = useAct();
  const [incoming, setIncoming] = useState<readonly Incoming[]>([]);

  async function handOver(file: File): Promise<void> {
    const refusal = refusalOf(file);
    if (refusal !== null) return regret(refusal);
    const transfer = crypto.randomUUID();
    const show = (part: number): void => setIncoming((now) => [...now.filter((one) => one.transfer !== transfer), { transfer, name: file.name, part }]);
    try {
      for (let from = 0; from < file.size; from += limits.filePiece) {
        show(from / file.size);
        const bytes = new Uint8Array(await file.slice(from, from + limits.filePiece).arrayBuffer());
        const taken = await ask('attachment.add', { conversation, transfer, name: file.name.slice(-limits.line), size: file.size, from, bytes });
        if (!taken.ok) return;
      }
    } catch {
      regret('attachment.unreadable');
    } finally {
      setIncoming((now) => now.filter((one) => one.transfer !== transfer));
    }
  }

  async function handAllOver(files: readonly File[]): Promise<void> {
    for (const file of files) await handOver(file);
  }

  return {
    choose: () => {
      void ask('attachment.choose', { conversation });
      field.current?.focus();
    },
    take: (files) => void handAllOver([...files]),
    remove: (hash) => {
      void ask('attachment.remove', { conversation, hash });
      field.current?.focus();
    },
    incoming,
  };
}

function refusalOf({ size }: File): Failure | null {
  if (size === 0) return 'attachment.empty';
  return size > fileBounds.each ? 'attachment.tooLarge' : null;
}
