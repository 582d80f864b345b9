import { second } from '#kernel/instant';

/** A bucket of tokens per peer address or per session. */
export type Rate = { readonly per: 'address' | 'session'; readonly burst: number; readonly perSecond: number };

type Bucket = { tokens: number; at: number };

/** Buckets that one limiter remembers; the one longest unused goes first, and is nearly full anyway. */
const mostBuckets = 20_000;

/** Counts one kind of request. Kept per process: what must hold across processes stands in the database. */
export class RateLimiter {
  readonly #rate: Omit<Rate, 'per'>;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Omit<Rate, 'per'>) {
    this.#rate = rate;
  }

  /** `now` in milliseconds of a clock that never jumps. What is heavier than others costs more. */
  allows(key: string, now: number, cost = 1): boolean {
    const { burst, perSecond } = this.#rate;
    const before = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + ((now - before.at) / second) * perSecond);
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens >= cost ? tokens - cost : tokens, at: now });
    if (this.#buckets.size > mostBuckets) this.#forgetOldest();
    return tokens >= cost;
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
