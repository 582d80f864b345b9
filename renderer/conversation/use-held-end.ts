import { useCallback, useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { atEnd } from './use-reading';

/** A hand that was still for so long has come to where the person reads, in milliseconds. */
const settled = 150;
const hands = ['wheel', 'pointerdown', 'touchmove', 'keydown'] as const;

type End = { readonly begins: boolean; /** Nothing newer lies beyond what is here. */ readonly isHere: boolean };

/**
 * Keeps a measured list at its end: what grows below takes room from it, as the composer does, and its own lines are measured after it
 * was drawn. Where it stands says nothing about the person while that goes on; only their hand does: they follow the end until they
 * scroll away, and again when they are back. Returns how to say that they were brought to the end, or away from it.
 */
export function useHeldEnd(scroller: RefObject<HTMLDivElement | null>, { begins, isHere }: End): (doesFollow: boolean) => void {
  const follows = useRef(begins);
  const read = useCallback((doesFollow: boolean): void => {
    follows.current = doesFollow;
  }, []);
  const hold = useEffectEvent((element: HTMLElement) => {
    if (follows.current && isHere) element.scrollTop = element.scrollHeight;
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let timer = 0;
    const judge = (): void => {
      timer = 0;
      read(element.scrollHeight - element.scrollTop - element.clientHeight <= atEnd);
    };
    const judgeSoon = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(judge, settled);
    };
    const scrolled = (): void => {
      if (timer !== 0) judgeSoon();
    };
    const byHand = (): void => {
      read(false);
      judgeSoon();
    };
    const watcher = new ResizeObserver(() => hold(element));
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    element.addEventListener('scroll', scrolled, { passive: true });
    for (const hand of hands) element.addEventListener(hand, byHand, { passive: true });
    return () => {
      window.clearTimeout(timer);
      watcher.disconnect();
      element.removeEventListener('scroll', scrolled);
      for (const hand of hands) element.removeEventListener(hand, byHand);
    };
  }, [scroller, read]);
  return read;
}
