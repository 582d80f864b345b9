import { isUsual, usualMail } from '#contract/draft-mail';
import { mostActs } from '#contract/sent-with';
import type { ConversationId } from '#kernel/id';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ComposerMode } from './conversation-store';
import { draftKeeper, type Written } from './draft-keeper';

const pause = 300;

/** A text that the server refused, or that was taken back. */
export type Returned = Written & { readonly id: string };

type Texts = { readonly [Mode in ComposerMode]: Omit<Written, 'mode'> };
type Standing = { readonly mode: ComposerMode; readonly texts: Texts };

export type Draft = {
  /** The text of the mode that is chosen. */
  readonly written: Written;
  readonly write: (next: Written) => void;
  /** Chooses between the reply and the note; each keeps its own text. */
  readonly turn: (mode: ComposerMode) => Written;
  /** Empties the composer; the desk keeps its draft until it is touched. */
  readonly empty: () => void;
  /** What stands there now is handed to the desk soon. */
  readonly touched: (mode: ComposerMode) => void;
  /** Brings a refused text back, before what was written meanwhile. */
  readonly giveBack: (refused: Written) => void;
  /** Hands the latest text to the desk at once. */
  readonly keep: () => void;
};

const nothing: Omit<Written, 'mode'> = { text: '', mail: usualMail };

/**
 * What stands in the composer. It is kept by the desk a moment after the last key, when the composer loses focus,
 * and when it leaves the screen.
 */
export function useDraft(conversation: ConversationId, kept: readonly Written[], returned: readonly Returned[]): Draft {
  const [keeper] = useState(draftKeeper);
  const { standing, now, stand } = useStanding(() => begun(kept, (mode) => keeper.of(conversation, mode)));
  const { touched, keep, rest } = useHandingOver((mode, taken) => keeper.keep(conversation, { mode, ...now().texts[mode] }, taken));

  const write = useCallback(
    ({ mode, ...text }: Written) => {
      stand({ mode, texts: { ...now().texts, [mode]: text } });
      touched(mode);
    },
    [now, stand, touched],
  );

  const turn = useCallback(
    (mode: ComposerMode) => {
      if (mode !== now().mode) stand({ ...now(), mode });
      return { mode, ...now().texts[mode] };
    },
    [now, stand],
  );

  const empty = useCallback(() => {
    const { mode, texts } = now();
    rest(mode);
    keeper.rest(conversation, mode);
    stand({ mode, texts: { ...texts, [mode]: nothing } });
  }, [conversation, keeper, now, rest, stand]);

  const comeBack = useCallback(
    ({ mode, ...text }: Written) => {
      stand({ mode, texts: { ...now().texts, [mode]: joined(text, now().texts[mode]) } });
      touched(mode);
    },
    [now, stand, touched],
  );

  const takeIn = useCallback(
    (fresh: readonly Returned[]) => {
      for (const { id: _id, ...text } of fresh.toReversed()) comeBack(text);
      keep(fresh);
    },
    [comeBack, keep],
  );
  useTakenOnce(returned, takeIn);
  return { written: { mode: standing.mode, ...standing.texts[standing.mode] }, write, turn, empty, touched, giveBack: comeBack, keep };
}

type Stand = { readonly standing: Standing; readonly now: () => Standing; readonly stand: (next: Standing) => void };

/** What stands there, drawn, and `now`, which knows it before it is drawn. */
function useStanding(first: () => Standing): Stand {
  const [standing, setStanding] = useState(first);
  const latest = useRef(standing);
  const now = useCallback(() => latest.current, []);
  const stand = useCallback((next: Standing) => {
    latest.current = next;
    setStanding(next);
  }, []);
  return { standing, now, stand };
}

function begun(kept: readonly Written[], unkept: (mode: ComposerMode) => Written | null): Standing {
  const of = (mode: ComposerMode): Omit<Written, 'mode'> => {
    const found = unkept(mode) ?? kept.find((one) => one.mode === mode);
    return found === undefined ? nothing : { text: found.text, mail: found.mail, seen: found.seen };
  };
  const texts = { reply: of('reply'), note: of('note') };
  const last = kept.findLast(({ mode }) => texts[mode].text !== '');
  return { mode: last?.mode ?? 'reply', texts };
}

type HandingOver = {
  readonly touched: (mode: ComposerMode) => void;
  /** `taken`: returned texts that are part of what is handed over. */
  readonly keep: (taken?: readonly Returned[]) => void;
  /** What was touched is not handed over. */
  readonly rest: (mode: ComposerMode) => void;
};

/** When what was touched is handed over: a moment later, when asked, and when its composer or the page goes. */
function useHandingOver(handOver: (mode: ComposerMode, taken: readonly string[]) => Promise<void>): HandingOver {
  const latest = useRef(handOver);
  const touchedModes = useRef(new Set<ComposerMode>());
  const timer = useRef(0);

  const rest = useCallback((mode: ComposerMode) => {
    touchedModes.current.delete(mode);
  }, []);
  const keep = useCallback((taken: readonly Returned[] = []) => {
    window.clearTimeout(timer.current);
    const modes = [...touchedModes.current];
    touchedModes.current.clear();
    for (const mode of modes) void latest.current(mode, taken.flatMap((one) => (one.mode === mode ? [one.id] : [])));
  }, []);
  const touched = useCallback(
    (mode: ComposerMode) => {
      window.clearTimeout(timer.current);
      touchedModes.current.add(mode);
      timer.current = window.setTimeout(() => keep(), pause);
    },
    [keep],
  );

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

/** Two texts one under the other. What its writer did not know of the older one, they do not know of both. */
function joined(first: Omit<Written, 'mode'>, second: Omit<Written, 'mode'>): Omit<Written, 'mode'> {
  const text = [first.text, second.text].filter((one) => one !== '').join('\n');
  const along = [...(first.mail.along ?? []), ...(second.mail.along ?? [])].slice(0, mostActs);
  const mail = { ...(isUsual({ ...second.mail, along: [] }) ? first.mail : second.mail), along };
  return { text, mail, seen: first.seen === undefined ? second.seen : first.seen };
}
