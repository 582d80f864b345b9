import type { MessageId } from '#kernel/id';
import { useEffect, useEffectEvent, type RefObject } from 'react';
import { touching } from './use-reading';

/** Where a list stood that gave way to a longer one: at its end, or so many pixels from its beginning. `sought`: what was brought into view there already. */
export type Outgrown = { readonly place: 'end' | number; readonly isFocused: boolean; readonly sought: MessageId | null };

export const atItsEnd: Outgrown = { place: 'end', isFocused: false, sought: null };

type Form = { readonly isOutgrown: boolean; /** Something stands above what it holds. */ readonly more: boolean; readonly sought: MessageId | null };

/** A list that became too long gives way where nobody minds: at its end while nothing in it is used, or at its beginning, where whoever wants to read on needs the other. */
export function useOutgrown(scroller: RefObject<HTMLElement | null>, { isOutgrown, more, sought }: Form, onOutgrown: (outgrown: Outgrown) => void): void {
  const look = useEffectEvent((hasMore: boolean) => {
    const element = scroller.current;
    if (element === null) return;
    const place = placeOf(element);
    const isFocused = element.contains(document.activeElement);
    if (place === null) return;
    const mayChange = place === 'end' ? !isFocused && !isSelected(element) : hasMore;
    if (mayChange) onOutgrown({ place, isFocused, sought });
  });
  useEffect(() => {
    const element = scroller.current;
    if (!isOutgrown || element === null) return undefined;
    const lookNow = (): void => look(more);
    lookNow();
    element.addEventListener('scrollend', lookNow);
    return () => element.removeEventListener('scrollend', lookNow);
  }, [scroller, isOutgrown, more]);
}

function placeOf({ scrollTop, scrollHeight, clientHeight }: HTMLElement): Outgrown['place'] | null {
  if (-scrollTop < touching) return 'end';
  const above = scrollHeight - clientHeight + scrollTop;
  return above < touching ? Math.max(0, above) : null;
}

function isSelected(element: HTMLElement): boolean {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(element, true);
}
