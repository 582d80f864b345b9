import type { Rate } from '../../rate';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Lets one sender do each kind of thing at its rate. Whoever is faster is slowed down, never refused: a line that waited
 * in a browser for an hour comes with many others, and none of them may be lost.
 */
export function openBuckets<Kind extends string>(rates: Readonly<Record<Kind, Rate>>): (kind: Kind) => Promise<void> {
  const buckets = new Map<Kind, { level: number; at: number }>();
  return async (kind) => {
    const { burst, perSecond } = rates[kind];
    const now = performance.now();
    const before = buckets.get(kind) ?? { level: burst, at: now };
    const level = Math.min(burst, before.level + ((now - before.at) / 1000) * perSecond) - 1;
    buckets.set(kind, { level, at: now });
    if (level < 0) await pause((-level / perSecond) * 1000);
  };
}
