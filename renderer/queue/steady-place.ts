import type { ListRow } from '#contract/requests';
import type { ConversationId } from '#kernel/id';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { useLive } from '../kit/live';

/** What of a list was looked at, of which rows: from `beyond` pixels below the beginning of the `first` one seen. */
type Place = { readonly list: string; readonly rows: readonly string[]; readonly first: number; readonly beyond: number };

/** `movedAt`: where the list stood when it was moved to that, until it has heard of it; null where nothing is on its way. */
export type Seen = Place & { readonly movedAt: number | null };

/**
 * Keeps what the person looks at where it is while rows come and go above it. A list that stands at its top stays there: what
 * is new is seen.
 */
export function useSteadyPlace(list: Virtualizer<HTMLDivElement, Element>, rows: readonly ListRow[] | undefined, name: string): void {
  const seen = useRef<Seen | null>(null);
  const rowHeight = list.options.estimateSize(0);
  const measured = useRef(rowHeight);
  const offset = list.scrollOffset ?? 0;
  const first = list.range?.startIndex ?? 0;
  useLayoutEffect(() => {
    if (measured.current !== rowHeight) list.measure();
    measured.current = rowHeight;
    const ids = rows?.map((row) => row.conversation.id) ?? [];
    const next = nextSeen(seen.current, { list: name, rows: ids, first, beyond: offset - first * rowHeight }, offset);
    if (next.isMoved) list.scrollToOffset(next.seen.first * rowHeight + next.seen.beyond);
    seen.current = next.seen;
  });
}

/** What is looked at now, where the list stands so many pixels below its top, and whether it has to be moved for that. */
export function nextSeen(before: Seen | null, now: Place, offset: number): { readonly seen: Seen; readonly isMoved: boolean } {
  const here = { ...now, movedAt: null };
  if (before === null || before.list !== now.list || offset <= 0) return { seen: here, isMoved: false };
  const place = steadyPlace(before, now.rows);
  if (place !== null) return { seen: { ...before, rows: now.rows, first: place, movedAt: offset }, isMoved: true };
  // A list hears a frame later that it was moved: until then it tells where it stood before.
  return { seen: before.movedAt === offset ? { ...before, rows: now.rows } : here, isMoved: false };
}

/** Only a change of the open conversation moves the list, never an arriving row. */
export function useFollowed(list: Virtualizer<HTMLDivElement, Element>, rows: readonly ListRow[] | undefined, open: ConversationId | null): void {
  const follow = useEffectEvent((conversation: ConversationId | null) => {
    const index = rows?.findIndex((row) => row.conversation.id === conversation) ?? -1;
    if (index >= 0) bringIntoView(list, index);
  });
  // With the frame: scrolling lays out the page, which the key that opened waits for otherwise.
  useEffect(() => {
    const frame = window.requestAnimationFrame(() => follow(open));
    return () => window.cancelAnimationFrame(frame);
  }, [open]);
}

/** A row that is seen stays where it is. Nobody asks the page how high it is: each row is as high as the next. */
function bringIntoView({ options, scrollOffset, scrollRect, scrollToOffset }: Virtualizer<HTMLDivElement, Element>, index: number): void {
  const height = options.estimateSize(index);
  const [top, seen, room] = [index * height, scrollOffset ?? 0, scrollRect?.height ?? 0];
  if (top < seen) scrollToOffset(top);
  else if (top + height > seen + room) scrollToOffset(top + height - room);
}

/** Three lines, the air above and below them, and the line beneath: as palette.css draws each density. */
const rowHeights = { comfortable: 95, normal: 84, compact: 69 } as const;

/** As high as the person's density makes it. */
export function useRowHeight(): () => number {
  const height = rowHeights[useLive('preferences', {})?.density ?? 'normal'];
  return () => height;
}

/** Where the first row that was seen stands now, or the next one of those that are still there; null where it has not moved. */
export function steadyPlace({ rows: before, first }: Pick<Place, 'rows' | 'first'>, now: readonly string[]): number | null {
  for (let place = first; place < Math.min(before.length, first + 30); place += 1) {
    const found = now.indexOf(before[place] ?? '');
    if (found >= 0) return found - (place - first) === first ? null : Math.max(0, found - (place - first));
  }
  return null;
}
