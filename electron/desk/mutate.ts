import type { Failure } from '#contract/failures';
import type { Intent } from '#domain/mutators';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { Place } from './place';
import type { Wish } from './replica/leaving';

/** Does what the person asked for, at the place that is open when they ask. */
export function mutating(atWork: () => Place | null): (intent: Intent, wish?: Wish) => Promise<Outcome<null, Failure>> {
  return async (intent, wish) => {
    const outcome = await atWork()?.mutate(intent, wish);
    if (outcome === undefined) return refused('access.signedOut');
    return outcome.ok ? done(null) : outcome;
  };
}
