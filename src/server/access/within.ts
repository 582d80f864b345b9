import type { WithinRoles } from '#db/central/rows';
import { supervisedTeams } from '#domain/access/actor';
import type { SignedIn } from './sessions';

/** What a person's queries are scoped to. */
export function within(who: Pick<SignedIn, 'tenant' | 'actor'>): WithinRoles {
  return { tenant: who.tenant, teams: who.actor.teams, supervised: supervisedTeams(who.actor) };
}
