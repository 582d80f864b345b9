import { randomUUID } from 'node:crypto';
import type { Draft } from '#db/cache/draft';
import type { Held, Hold } from '#db/cache/held';
import type { FailureCode } from '#domain/failure';
import type { Intent } from '#domain/mutators';
import { second } from '#kernel/instant';
import type { Pending } from '#sync/perform';

/** What was done in one act, in its order. */
export type Act = readonly [Pending, ...Pending[]];
/**
 * `hold`: for how long a mutation may be taken back; `from`: in which composer its words stood, whose draft goes in the same step;
 * `along`: what is done to its conversation in the same act, behind it.
 */
export type Wish = { readonly hold?: Hold | undefined; readonly from?: Draft['mode'] | undefined; readonly along?: readonly Intent[] | undefined };
/** `kept`: hears of it when it is safe in the outbox; `left`: of what went along and the rules did not let. */
export type Leaving = Wish & { readonly kept?: (act: Act) => void; readonly left?: (code: FailureCode) => void };

/** What is done without a road waits without a number: it has surely not left, and may be changed or given up. */
export function withoutRoad(): Hold {
  return { until: Date.now(), act: randomUUID() };
}

/** What was done in the same act as this one. */
export function ofOneAct(held: readonly Held[], id: number): readonly Held[] {
  const one = held.find((other) => other.id === id);
  if (one === undefined) return [];
  return one.act === null ? [one] : held.filter(({ act }) => act === one.act);
}

/** What may be taken back waits no longer than this: a clock that was put back makes nobody wait for days. */
const longestHold = 31 * second;

/** Whether the time to take it back is over. */
export function isDue(until: number | null): boolean {
  const left = until === null ? 0 : until - Date.now();
  return left <= 0 || left > longestHold;
}
