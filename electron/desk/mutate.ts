import type { Failure } from '#contract/failures';
import type { Hold } from '#db/cache/held';
import type { Intent } from '#domain/mutators';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { Place } from './place';

/** Does what the person asked for, at the place that is open when they ask. */
export function mutating(atWork: () => Place | null): (intent: Intent, hold?: Hold) => Promise<Outcome<null, Failure>> {
  return async (intent, hold) => {
    const outcome = await atWork()?.mutate(intent, hold);
    if (outcome === undefined) return refused('access.signedOut');
    return outcome.ok ? done(null) : outcome;
  };
}
