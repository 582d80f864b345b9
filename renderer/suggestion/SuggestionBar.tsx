import type { ShownSuggestion } from '#contract/suggestion';
import { asOf } from '#domain/suggestion/expiry';
import type { ConversationId } from '#kernel/id';
import { IconBulb, IconX } from '@tabler/icons-react';
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useAct } from '../kit/act';
import { serverNow, useLastPassed } from '../kit/clock';
import { chordOf, isMac } from '../kit/chord';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { DraftButton } from './DraftButton';
import classes from './SuggestionBar.module.css';
import { SuggestionCard } from './SuggestionCard';
import { useSuggestion } from './suggestion-store';

type Props = {
  readonly conversation: ConversationId;
  /** Puts a text where the cursor of the composer is; null where nothing may be written. */
  readonly onInsert: ((text: string) => void) | null;
};

/** At most three replies that may fit, above the composer, and a draft for whoever asks. Nothing where there is neither; it inserts and never sends. */
export const SuggestionBar = memo(function SuggestionBar({ conversation, onInsert }: Props) {
  const { say } = useText();
  const { ask } = useAct();
  const known = useLive('suggestions', { conversation });
  const [aside, setAside] = useState<string | null>(null);
  const these = nameOf(conversation, known?.suggestions ?? none);
  const offered = onInsert === null || these === aside ? none : (known?.suggestions ?? none);
  const passed = useLastPassed(offered.flatMap(({ expires }) => expires?.validUntil ?? []));
  const suggestions = offered.map((one) => asOf(one, passed));
  const mayDraft = onInsert !== null && known?.drafts === true;
  const bar = useRef<HTMLElement>(null);
  const insert = (one: ShownSuggestion): void => {
    // It may have stood here since before a fact in it expired.
    const { key, text, obstacle } = asOf(one, serverNow());
    if (obstacle !== null || onInsert === null) return;
    onInsert(text);
    void ask('suggestion.fate', { conversation, key, fate: 'inserted' });
  };
  // Put aside here first: whether or not the desk hears it, the next Escape leaves the composer.
  const dismiss = (): void => {
    setAside(these);
    void ask('suggestion.fate', { conversation, key: null, fate: 'dismissed' });
  };
  const { isDrafting, draft } = useDrafting(conversation, mayDraft);
  useWish((place) => {
    const wished = place === 'draft' ? undefined : suggestions[place];
    if (place === 'draft') draft();
    else if (wished !== undefined) insert(wished);
  });
  useEscape(suggestions.length > 0, bar, dismiss);
  useShown(suggestions, () => void ask('suggestion.fate', { conversation, key: null, fate: 'shown' }));
  if (suggestions.length === 0 && !mayDraft) return null;
  return (
    <section ref={bar} className={classes['bar']} aria-label={say('suggestions.title')}>
      <IconBulb size={15} stroke={1.75} className={classes['sign']} aria-hidden />
      <ol className={classes['list']} data-beside={mayDraft ? 'draft' : 'close'}>
        {suggestions.map((one, place) => (
          <SuggestionCard key={one.key} suggestion={one} place={place} onInsert={() => insert(one)} onReject={(reason) => void ask('suggestion.fate', { conversation, key: one.key, fate: 'rejected', reason })} />
        ))}
      </ol>
      {mayDraft && <DraftButton isBusy={isDrafting} isAlone={suggestions.length === 0} onDraft={draft} />}
      {suggestions.length > 0 && <button type="button" className={classes['close']} aria-label={say('suggestions.dismiss')} title={`${say('suggestions.dismiss')} (Esc)`} onClick={dismiss}>
        <IconX size={14} stroke={1.75} aria-hidden />
      </button>}
    </section>
  );
});

const none: readonly ShownSuggestion[] = [];

function useDrafting(conversation: ConversationId, mayDraft: boolean): { readonly isDrafting: boolean; readonly draft: () => void } {
  const { ask } = useAct();
  const [isDrafting, setDrafting] = useState(false);
  const draft = (): void => {
    if (!mayDraft || isDrafting) return;
    setDrafting(true);
    void ask('suggestion.draft', { conversation }).then(() => setDrafting(false));
  };
  return { isDrafting, draft };
}

/** Whoever passes by has seen nothing yet, in milliseconds. */
const glance = 1000;

/** The desk counts what was looked at; once for the same suggestions. */
function useShown(suggestions: readonly ShownSuggestion[], tell: () => void): void {
  const names = suggestions.map(({ key }) => key).join(' ');
  const latest = useRef(tell);
  useLayoutEffect(() => {
    latest.current = tell;
  });
  useEffect(() => {
    if (names === '') return undefined;
    const timer = setTimeout(() => latest.current(), glance);
    return () => clearTimeout(timer);
  }, [names]);
}

function nameOf(conversation: ConversationId, suggestions: readonly ShownSuggestion[]): string {
  return [conversation, ...suggestions.map(({ key }) => key)].join(' ');
}

function useWish(answer: (place: number | 'draft') => void): void {
  const wish = useSuggestion((state) => state.wish);
  const heard = useRef(wish);
  useLayoutEffect(() => {
    if (wish === null || wish === heard.current) return;
    heard.current = wish;
    answer(wish.place);
  });
}

/** Where a reply is written: as plain text, or with its form. */
const composer = 'textarea[name="composer"], [data-composer="rich"]';

/** Escape in the composer or in the bar closes the bar first, and leaves the composer the next time. */
function useEscape(isShown: boolean, bar: React.RefObject<HTMLElement | null>, dismiss: () => void): void {
  const latest = useRef(dismiss);
  useLayoutEffect(() => {
    latest.current = dismiss;
  });
  useEffect(() => {
    if (!isShown) return undefined;
    const hear = (event: KeyboardEvent): void => {
      if (event.isComposing || chordOf(event, isMac()) !== 'escape' || !(event.target instanceof Element)) return;
      const isHere = event.target.closest(composer) !== null || bar.current?.contains(event.target) === true;
      if (!isHere || document.querySelector('[role="menu"]') !== null) return;
      event.preventDefault();
      event.stopPropagation();
      if (bar.current?.contains(event.target) === true) document.querySelector<HTMLElement>(composer)?.focus();
      latest.current();
    };
    document.addEventListener('keydown', hear, { capture: true });
    return () => document.removeEventListener('keydown', hear, { capture: true });
  }, [isShown, bar]);
}
