import { useEffect, useState } from 'react';

/** Whole seconds until a moment of the local clock, counting down; 0 when it is past or there is none. */
export function useSecondsUntil(until: number | null): number {
  const [left, setLeft] = useState(() => secondsUntil(until));
  useEffect(() => {
    const look = (): void => setLeft(secondsUntil(until));
    look();
    if (until === null) return undefined;
    const timer = window.setInterval(look, 500);
    return () => window.clearInterval(timer);
  }, [until]);
  return left;
}

function secondsUntil(until: number | null): number {
  return until === null ? 0 : Math.max(0, Math.ceil((until - Date.now()) / 1000));
}
