import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Pixels from the end within which a reader counts as being there. */
const near = 60;

export type EndOfList = { readonly newest: string | undefined; readonly isNewestOwn: boolean; readonly isAgentTyping: boolean };

/** Keeps a list at its end while its reader is there; whoever reads above is told of more and not moved. */
export function useEndOfList({ newest, isNewestOwn, isAgentTyping }: EndOfList) {
  const listRef = useRef<HTMLDivElement>(null);
  const isThereRef = useRef(true);
  const shownRef = useRef(0);
  const [hasMore, setHasMore] = useState(false);
  useLayoutEffect(() => {
    // The browser tells of a scroll a frame later: a line that comes before that must not move its reader.
    const left = shownRef.current - (listRef.current?.scrollTop ?? 0) - (listRef.current?.clientHeight ?? 0);
    const moves = isNewestOwn || (isThereRef.current && left < near);
    if (moves) scrollToEnd(listRef.current);
    setHasMore(!moves);
  }, [newest, isNewestOwn]);
  useLayoutEffect(() => {
    shownRef.current = listRef.current?.scrollHeight ?? 0;
  });
  useLayoutEffect(() => {
    if (isThereRef.current) scrollToEnd(listRef.current);
  }, [isAgentTyping]);
  useLayoutEffect(() => {
    // A taller field or a notice takes room from the list.
    const watcher = new ResizeObserver(() => {
      if (isThereRef.current) scrollToEnd(listRef.current);
    });
    if (listRef.current !== null) watcher.observe(listRef.current);
    return () => watcher.disconnect();
  }, []);
  const scrolled = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = listRef.current ?? {};
    isThereRef.current = scrollHeight - scrollTop - clientHeight < near;
    if (isThereRef.current) setHasMore(false);
  };
  return { listRef, hasMore, toEnd: () => scrollToEnd(listRef.current), scrolled };
}

function scrollToEnd(list: HTMLElement | null): void {
  list?.scrollTo(0, list.scrollHeight);
}
