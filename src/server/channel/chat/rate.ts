import type { Duration } from '#kernel/instant';

export type Rate = { readonly burst: number; readonly perSecond: number };

/** Milliseconds to wait before one more is within the rate; asking counts. */
export type Bucket = { readonly take: () => Duration };

/** A bucket that refills with time. It never refuses: whoever is too fast is slowed down. */
export function openBucket(rate: Rate, clock: () => number = () => performance.now()): Bucket {
  let level = rate.burst;
  let at = clock();
  return {
    take: () => {
      const now = clock();
      level = Math.min(rate.burst, level + ((now - at) / 1000) * rate.perSecond) - 1;
      at = now;
      return level >= 0 ? 0 : (-level / rate.perSecond) * 1000;
    },
  };
}
