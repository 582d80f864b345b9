import type { MessageId } from '#kernel/id';
import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import type { Opened } from './opened';

/** Whoever reads so few pixels above the end reads the end. */
export const atEnd = 80;
/** As near to an edge as pixels of a scaled screen come. */
export const touching = 2;
/** Scrolling that paused this long came to where the person reads: a list that is being measured jumps before, in milliseconds. */
const settled = 100;

/** Whoever reads far back and writes sees what they wrote. */
export function useSentShown(sent: MessageId | null, toEnd: () => void): void {
  const [before] = useState(sent);
  useBrought(sent === before ? null : sent, toEnd);
}

/** Once for what is sought: messages that come later move its place, not the person. */
export function useBrought(present: MessageId | null, bring: () => void): void {
  const bringNow = useEffectEvent(bring);
  useEffect(() => {
    if (present !== null) bringNow();
  }, [present]);
}

type Scrolled = { readonly scroller: RefObject<HTMLDivElement | null>; /** How many pixels lie between what is seen and the end. */ readonly beforeEnd: (element: HTMLElement) => number };

/** Whether the person reads above the end, and how many messages came meanwhile, as far as these are here. */
export function useReading({ scroller, beforeEnd }: Scrolled, { messages, newer }: Opened): { readonly reading: boolean; readonly unseen: number } {
  const [reading, setReading] = useState(false);
  const newest = messages.at(-1)?.row.id;
  const [seen, setSeen] = useState(newest);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let timer = 0;
    const look = (): void => setReading(beforeEnd(element) > atEnd);
    const lookSoon = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, settled);
    };
    element.addEventListener('scroll', lookSoon, { passive: true });
    return () => {
      window.clearTimeout(timer);
      element.removeEventListener('scroll', lookSoon);
    };
  }, [scroller, beforeEnd]);
  if (!reading && !newer && seen !== newest) setSeen(newest);
  const last = newer ? -1 : messages.findLastIndex(({ row }) => row.id === seen);
  return { reading, unseen: last < 0 ? 0 : messages.length - 1 - last };
}
