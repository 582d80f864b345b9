import { useLayoutEffect, useState, type RefObject } from 'react';

/** Rows beyond the edges of the view, so that a quick scroll shows no gap. */
const beyond = 10;

/** Which rows of one height stand in the view of the pane that scrolls them. */
export function useWindow(list: RefObject<HTMLElement | null>, count: number, height: number): { readonly from: number; readonly to: number } {
  const [shown, setShown] = useState({ from: 0, to: 3 * beyond });
  const isEmpty = count === 0;
  useLayoutEffect(() => {
    const pane = list.current?.closest<HTMLElement>('[data-scrolls]');
    if (isEmpty || pane === null || pane === undefined) return undefined;
    const measure = (): void => {
      if (list.current === null) return;
      const above = pane.getBoundingClientRect().top - list.current.getBoundingClientRect().top;
      // In steps, so that most frames of a scroll draw nothing.
      const step = beyond / 2;
      const from = Math.max(0, Math.floor(above / height / step) * step - beyond);
      const to = from + Math.ceil(pane.clientHeight / height) + 3 * beyond;
      setShown((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    pane.addEventListener('scroll', measure, { passive: true });
    // It tells the first size at once, and what stands above the list grows and shrinks with the pane's content.
    const observer = new ResizeObserver(measure);
    observer.observe(pane);
    for (const part of pane.children) observer.observe(part);
    return () => {
      pane.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, [list, height, isEmpty]);
  return { from: Math.min(shown.from, count), to: Math.min(shown.to, count) };
}
