import { useCallback, useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { atEnd, touching } from './use-reading';

/** A hand that was still for so long has come to where the person reads, in milliseconds. */
const settled = 150;
/** The cursor that goes somewhere brings that into sight. */
const hands = ['wheel', 'pointerdown', 'touchmove', 'keydown', 'focusin'] as const;
/** A bar that is let go of says nothing itself; the next move without a button does. */
const releases = ['pointerup', 'pointercancel', 'pointermove'] as const;

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
    const watcher = new ResizeObserver(() => hold(element));
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    const leave = watchHand(element, read);
    return () => {
      watcher.disconnect();
      leave();
    };
  }, [scroller, read]);
  return read;
}

/** Tells whether the person is at the end, once it moved by their hand. */
function watchHand(element: HTMLElement, read: (doesFollow: boolean) => void): () => void {
  let timer = 0;
  /** What is held may be still for longer, and is drawn on then. */
  let isHeld = false;
  const beforeEnd = (): number => element.scrollHeight - element.scrollTop - element.clientHeight;
  const judge = (): void => {
    timer = 0;
    if (beforeEnd() <= atEnd) read(true);
  };
  const judgeSoon = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(judge, settled);
  };
  const byHand = ({ type }: Event): void => {
    isHeld ||= type === 'pointerdown';
    judgeSoon();
  };
  /** What is held at the end goes down, and stays where it is while room is taken from it: only a hand goes up from there. */
  let before = element.scrollTop;
  const scrolled = (): void => {
    const isUp = element.scrollTop < before;
    before = element.scrollTop;
    if (timer === 0 && !isHeld) return;
    if (isUp && beforeEnd() > touching) read(false);
    judgeSoon();
  };
  const released = ({ buttons }: PointerEvent): void => {
    if (buttons === 0) isHeld = false;
  };
  element.addEventListener('scroll', scrolled, { passive: true });
  for (const hand of hands) element.addEventListener(hand, byHand, { passive: true });
  for (const release of releases) window.addEventListener(release, released, { passive: true, capture: true });
  return () => {
    window.clearTimeout(timer);
    element.removeEventListener('scroll', scrolled);
    for (const hand of hands) element.removeEventListener(hand, byHand);
    for (const release of releases) window.removeEventListener(release, released, { capture: true });
  };
}
