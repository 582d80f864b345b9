import type { Found } from '#contract/search';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { bridge } from '../kit/bridge';

/** While a copy is still being looked through, an answer gets better by itself: asked again after this long, in milliseconds. */
const again = 2000;
/** Hits of one group. */
const limit = 8;

export type Answered = { readonly text: string; readonly found: Found };

/**
 * The latest answer to what is typed. One question is on its way at a time, and of those that are typed meanwhile only the
 * last one follows: who types fast waits for two answers at most.
 */
export function useFound(text: string): Answered | null {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const asking = useRef<{ running: boolean; next: string | null }>({ running: false, next: null });
  const filling = answered !== null && answered.found.filled < 1;

  const ask = useEffectEvent(async (question: string): Promise<void> => {
    const lane = asking.current;
    if (lane.running) {
      lane.next = question;
      return;
    }
    lane.running = true;
    for (let asked: string | null = question; asked !== null; ) {
      lane.next = null;
      const outcome = await bridge.ask('search.find', { text: asked, limit });
      if (outcome.ok) setAnswered({ text: asked, found: outcome.value });
      asked = lane.next;
    }
    lane.running = false;
  });

  useEffect(() => {
    if (text !== '') void ask(text);
  }, [text]);
  useEffect(() => {
    if (!filling || text === '') return undefined;
    const timer = window.setInterval(() => void ask(text), again);
    return () => window.clearInterval(timer);
  }, [filling, text]);

  return text === '' ? null : answered;
}
