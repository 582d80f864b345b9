import type { PersonId, TeamId } from '#kernel/id';
import type { Role } from './person';

/** Who acts, as the server established it at the entrance. */
export type Actor = { readonly person: PersonId; readonly roles: readonly Role[]; readonly teams: readonly TeamId[] };

/** May work in conversations of the team: read, take, answer, close. */
export function mayWork(actor: Actor, team: TeamId): boolean {
  return actor.teams.includes(team) && (actor.roles.includes('agent') || actor.roles.includes('supervisor'));
}

/** May see what belongs to the team. Every role of a team may look; `mayWork` says who may act. */
export function mayRead(actor: Actor, team: TeamId): boolean {
  return actor.teams.includes(team);
}

/** The teams whose work this person judges: every team of theirs, for a supervisor and an administrator. */
export function supervisedTeams({ roles, teams }: Actor): readonly TeamId[] {
  return roles.includes('supervisor') || roles.includes('administrator') ? teams : [];
}
