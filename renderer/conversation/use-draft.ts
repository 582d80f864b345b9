import { isUsual, usualMail } from '#contract/draft-mail';
import type { ConversationId } from '#kernel/id';
import { useCallback, useEffect, useRef, useState } from 'react';
import { draftKeeper, type Written } from './draft-keeper';

const pause = 300;

/** A text that the server refused. */
export type Returned = Omit<Written, 'mail'> & { readonly id: string };

export type Draft = {
  readonly written: Written;
  readonly write: (next: Written) => void;
  /** Empties the composer; the desk keeps its draft until `sent`. */
  readonly empty: () => void;
  /** The desk has what was written: its draft goes, unless something was written since. */
  readonly sent: () => void;
  /** Brings a refused text back, before what was written meanwhile. */
  readonly giveBack: (refused: Pick<Written, 'text' | 'mail'>) => void;
  /** Hands the latest text to the desk at once. */
  readonly keep: () => void;
};

/**
 * What stands in the composer. It is kept by the desk a moment after the last key, when the composer loses focus,
 * and when it leaves the screen.
 */
export function useDraft(conversation: ConversationId, kept: Written | null, returned: readonly Returned[]): Draft {
  const [keeper] = useState(draftKeeper);
  const [written, setWritten] = useState<Written>(() => keeper.of(conversation) ?? kept ?? { mode: 'reply', text: '', mail: usualMail });
  const latest = useRef(written);
  const { touched, keep, rest } = useHandingOver((taken) => keeper.keep(conversation, latest.current, taken));

  const write = useCallback(
    (next: Written) => {
      latest.current = next;
      setWritten(next);
      touched();
    },
    [touched],
  );

  const empty = useCallback(() => {
    rest();
    keeper.rest(conversation);
    latest.current = { ...latest.current, text: '', mail: usualMail };
    setWritten(latest.current);
  }, [conversation, keeper, rest]);

  const sent = useCallback(() => {
    touched();
    keep();
  }, [touched, keep]);

  const giveBack = useCallback((refused: Pick<Written, 'text' | 'mail'>) => write(joined([{ ...latest.current, ...refused }, latest.current])), [write]);

  const takeIn = useCallback(
    (fresh: readonly Returned[]) => {
      write(joined([...fresh.map((one) => ({ ...one, mail: usualMail })), latest.current]));
      keep(fresh.map(({ id }) => id));
    },
    [keep, write],
  );
  useTakenOnce(returned, takeIn);
  return { written, write, empty, sent, giveBack, keep };
}

type HandingOver = {
  readonly touched: () => void;
  readonly keep: (taken?: readonly string[]) => void;
  /** What was touched is not handed over. */
  readonly rest: () => void;
};

/** When what was touched is handed over: a moment later, when asked, and when its composer or the page goes. */
function useHandingOver(handOver: (taken: readonly string[]) => Promise<void>): HandingOver {
  const latest = useRef(handOver);
  const isTouched = useRef(false);
  const timer = useRef(0);

  const rest = useCallback(() => {
    window.clearTimeout(timer.current);
    isTouched.current = false;
  }, []);
  const keep = useCallback(
    (taken: readonly string[] = []) => {
      if (!isTouched.current) return;
      rest();
      void latest.current(taken);
    },
    [rest],
  );
  const touched = useCallback(() => {
    window.clearTimeout(timer.current);
    isTouched.current = true;
    timer.current = window.setTimeout(keep, pause);
  }, [keep]);

  useEffect(() => {
    const leave = (): void => keep();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      keep();
    };
  }, [keep]);
  return { touched, keep, rest };
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
  const mail = parts.findLast((part) => !isUsual(part.mail))?.mail ?? usualMail;
  return { mode: isNote ? 'note' : 'reply', text: written.map(({ text }) => text).join('\n'), mail };
}
