import type { Failure } from '#contract/failures';
import type { Older } from '#contract/search';
import { useEffect, useState } from 'react';
import { bridge } from '../kit/bridge';
import { useOnline } from '../kit/past';

/** Who types on asks the server nothing, in milliseconds. */
const pause = 700;
const shortest = 3;

/** What the server has that this computer does not hold. */
export type OlderState =
  | { readonly state: 'none' }
  | { readonly state: 'asking' }
  | { readonly state: 'offline' }
  | { readonly state: 'refused'; readonly code: Failure }
  | { readonly state: 'found'; readonly older: Older };

type Answered = { readonly text: string; readonly state: OlderState };

/** Asks the server when the person pauses: it is asked for little, and nobody waits for it. */
export function useOlder(text: string): OlderState {
  const online = useOnline();
  const [answered, setAnswered] = useState<Answered>({ text: '', state: { state: 'none' } });
  const isAsked = text.length >= shortest;

  useEffect(() => {
    if (!online || !isAsked) return undefined;
    let isOver = false;
    const timer = window.setTimeout(async () => {
      setAnswered({ text, state: { state: 'asking' } });
      const outcome = await bridge.ask('search.older', { text });
      if (!isOver) setAnswered({ text, state: outcome.ok ? { state: 'found', older: outcome.value } : { state: 'refused', code: outcome.code } });
    }, pause);
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [online, isAsked, text]);

  if (!isAsked) return { state: 'none' };
  if (!online) return { state: 'offline' };
  return answered.text === text ? answered.state : { state: 'none' };
}
