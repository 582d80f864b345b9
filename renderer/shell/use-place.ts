import { useLayoutEffect, useState } from 'react';

type Place = Pick<DOMRect, 'top' | 'left' | 'right' | 'width' | 'height'>;

/** Where something stands on the screen, also when the window or it changes its size; null while it is not there. */
export function usePlace(selector: string): Place | null {
  const [place, setPlace] = useState<Place | null>(null);
  useLayoutEffect(() => {
    const element = selector === '' ? null : document.querySelector(selector);
    const look = (): void => setPlace(element?.isConnected === true ? element.getBoundingClientRect() : null);
    look();
    const sizes = new ResizeObserver(look);
    if (element !== null) sizes.observe(element);
    window.addEventListener('resize', look);
    return () => {
      sizes.disconnect();
      window.removeEventListener('resize', look);
    };
  }, [selector]);
  return place;
}

const width = 340;
const gap = 14;
/** The strip below everything. */
const strip = 32;

type Stand = { readonly left: number; readonly top?: number; readonly bottom?: number };

/** Where a card stands beside a place: to the right, to the left, or above it; one beside the lower half grows upwards. */
export function besideOf(place: Place | null): Stand {
  const { innerWidth, innerHeight } = window;
  if (place === null) return { left: innerWidth - width - gap, bottom: strip + gap };
  const right = place.right + gap;
  const left = place.left - width - gap;
  if (right + width > innerWidth && left < 0) return { left: place.left + gap, bottom: innerHeight - place.top + gap };
  return { left: right + width <= innerWidth ? right : left, ...(place.top > innerHeight / 2 ? { bottom: strip + gap } : { top: place.top + gap }) };
}
