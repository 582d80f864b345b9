import { minute, second, type Instant } from '#kernel/instant';
import { useSyncExternalStore } from 'react';

type Clock = { readonly offset: number; readonly trusted: boolean };

/** One ticking clock for the whole window: server time as the desk knows it. Only what shows time subscribes to it. */
let clock: Clock = { offset: 0, trusted: true };
const everySecond = new Set<() => void>();
let timer: number | null = null;

export function setClock(next: Clock): void {
  if (next.offset === clock.offset && next.trusted === clock.trusted) return;
  clock = next;
  for (const listener of everySecond) listener();
}

/** For what is asked once; what stays on the screen ticks. */
export function serverNow(): Instant {
  return Date.now() + clock.offset;
}

function tick(): void {
  for (const listener of everySecond) listener();
  arm();
}

/** Wakes at the turn of the next second, so that all countdowns step together. */
function arm(): void {
  timer = window.setTimeout(tick, second - (serverNow() % second) + 4);
}

function subscribe(listener: () => void): () => void {
  everySecond.add(listener);
  if (timer === null) arm();
  return () => {
    everySecond.delete(listener);
    if (everySecond.size > 0 || timer === null) return;
    window.clearTimeout(timer);
    timer = null;
  };
}

const wholeSecond = (): Instant => Math.floor(serverNow() / second) * second;
const wholeMinute = (): Instant => Math.floor(serverNow() / minute) * minute;

/** Server time in whole seconds. */
export function useSecond(): Instant {
  return useSyncExternalStore(subscribe, wholeSecond);
}

/** Server time in whole minutes: repaints once a minute. */
export function useMinute(): Instant {
  return useSyncExternalStore(subscribe, wholeMinute);
}

export function useClockTrusted(): boolean {
  return useSyncExternalStore(subscribe, () => clock.trusted);
}

/** The latest of these moments that has passed, or 0; repaints only when one does. */
export function useLastPassed(moments: readonly Instant[]): Instant {
  return useSyncExternalStore(subscribe, () => {
    const now = serverNow();
    return Math.max(0, ...moments.filter((moment) => moment <= now));
  });
}

/** True until the moment has passed; repaints only when that changes. */
export function useUntil(until: Instant | null): boolean {
  return useSyncExternalStore(subscribe, () => until !== null && serverNow() < until);
}
