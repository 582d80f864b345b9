import type { Within } from '#db/central/rows';
import type { SignedIn } from './sessions';

/** What a person's queries are scoped to. */
export function within(who: SignedIn): Within {
  return { tenant: who.tenant, teams: who.actor.teams };
}
