import type { ConversationId } from '#kernel/id';
import { useCallback, useEffect, useRef, useState } from 'react';
import { bridge } from '../kit/bridge';
import type { ComposerMode } from './conversation-store';

export type Written = { readonly mode: ComposerMode; readonly text: string };

const pause = 300;

export type Draft = {
  readonly written: Written;
  readonly write: (next: Written) => void;
  /** Brings a refused text back, before what was written meanwhile. */
  readonly giveBack: (text: string) => void;
  /** Hands the latest text to the desk at once. */
  readonly keep: () => void;
};

/**
 * What stands in the composer. It is kept by the desk a moment after the last key, when the composer loses focus,
 * and when it leaves the screen.
 */
export function useDraft(conversation: ConversationId, kept: Written | null): Draft {
  const [written, setWritten] = useState<Written>(kept ?? { mode: 'reply', text: '' });
  const latest = useRef(written);
  const unkept = useRef(false);
  const timer = useRef(0);

  const keep = useCallback(() => {
    window.clearTimeout(timer.current);
    if (!unkept.current) return;
    unkept.current = false;
    void bridge.ask('draft.save', { conversation, ...latest.current });
  }, [conversation]);

  const write = useCallback(
    (next: Written) => {
      latest.current = next;
      unkept.current = true;
      setWritten(next);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(keep, pause);
    },
    [keep],
  );

  const giveBack = useCallback(
    (text: string) => {
      const since = latest.current;
      write({ ...since, text: since.text === '' ? text : `${text}\n${since.text}` });
    },
    [write],
  );

  useEffect(() => keep, [keep]);
  useEffect(() => {
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, [keep]);
  return { written, write, giveBack, keep };
}
