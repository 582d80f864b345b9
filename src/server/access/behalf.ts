import type { Behalf } from '#db/central/behalf';
import type { Actor } from '#domain/access/actor';
import type { SignedIn } from './sessions';

/** As whom PostgreSQL takes what this person does. It is the second lock, and leans on nothing that the first one says. */
export function behalfOf({ tenant, actor }: Pick<SignedIn, 'tenant' | 'actor'>): Behalf {
  return { tenant, person: actor.person, teams: actor.teams, supervised: isLeader(actor) ? actor.teams : [] };
}

function isLeader({ roles }: Actor): boolean {
  return roles.some((role) => role === 'supervisor' || role === 'administrator');
}
