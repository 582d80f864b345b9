import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Pixels from the end within which a reader counts as being there. */
const near = 60;

/** Keeps a list at its end while its reader is there; whoever reads above is told of more and not moved. */
export function useEndOfList() {
  const list = useRef<HTMLDivElement>(null);
  const isThere = useRef(true);
  const [hasMore, setHasMore] = useState(false);
  const toEnd = (when: 'always' | 'ifThere'): void => {
    const moves = when === 'always' || isThere.current;
    if (moves) list.current?.scrollTo(0, list.current.scrollHeight);
    setHasMore(!moves);
  };
  useLayoutEffect(() => {
    // A taller field or a notice takes room from the list.
    const watcher = new ResizeObserver(() => {
      if (isThere.current) list.current?.scrollTo(0, list.current.scrollHeight);
    });
    if (list.current !== null) watcher.observe(list.current);
    return () => watcher.disconnect();
  }, []);
  const scrolled = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = list.current ?? {};
    isThere.current = scrollHeight - scrollTop - clientHeight < near;
    if (isThere.current) setHasMore(false);
  };
  return { list, hasMore, toEnd, scrolled };
}
