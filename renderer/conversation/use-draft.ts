import type { ConversationId } from '#kernel/id';
import { useCallback, useEffect, useRef, useState } from 'react';
import { bridge } from '../kit/bridge';
import type { ComposerMode } from './conversation-store';

export type Written = { readonly mode: ComposerMode; readonly text: string };

const pause = 300;

/** A text that the server refused. */
export type Returned = Written & { readonly id: string };

export type Draft = {
  readonly written: Written;
  readonly write: (next: Written) => void;
  /** Empties the composer; the desk keeps its draft until `sent`. */
  readonly empty: () => void;
  /** The desk has what was written: its draft goes, unless something was written since. */
  readonly sent: () => void;
  /** Brings a refused text back, before what was written meanwhile. */
  readonly giveBack: (text: string) => void;
  /** Hands the latest text to the desk at once. */
  readonly keep: () => void;
};

/**
 * What stands in the composer. It is kept by the desk a moment after the last key, when the composer loses focus,
 * and when it leaves the screen.
 */
export function useDraft(conversation: ConversationId, kept: Written | null, returned: readonly Returned[]): Draft {
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

  const empty = useCallback(() => {
    window.clearTimeout(timer.current);
    unkept.current = false;
    latest.current = { ...latest.current, text: '' };
    setWritten(latest.current);
  }, []);

  const sent = useCallback(() => {
    unkept.current = true;
    keep();
  }, [keep]);

  const giveBack = useCallback((text: string) => write(joined([{ ...latest.current, text }, latest.current])), [write]);

  const takeIn = useCallback(
    (fresh: readonly Returned[]) => {
      write(joined([...fresh, latest.current]));
      window.clearTimeout(timer.current);
      unkept.current = false;
      // One request keeps the draft with these texts in it and lets go of them as they were: none is lost or doubled.
      void bridge.ask('draft.save', { conversation, ...latest.current, taken: fresh.map(({ id }) => id) });
    },
    [conversation, write],
  );
  useTakenOnce(returned, takeIn);

  useEffect(() => keep, [keep]);
  useEffect(() => {
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, [keep]);
  return { written, write, empty, sent, giveBack, keep };
}

function useTakenOnce(returned: readonly Returned[], takeIn: (fresh: readonly Returned[]) => void): void {
  const taken = useRef(new Set<string>());
  useEffect(() => {
    const fresh = returned.filter(({ id }) => !taken.current.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) taken.current.add(id);
    takeIn(fresh);
  }, [returned, takeIn]);
}

/** Texts one under the other. Where a note is among them it stays a note: it must not leave for the customer. */
function joined(parts: readonly Written[]): Written {
  const written = parts.filter(({ text }) => text !== '');
  const isNote = written.some(({ mode }) => mode === 'note');
  return { mode: isNote ? 'note' : 'reply', text: written.map(({ text }) => text).join('\n') };
}
