import { isId, type ClientId, type CustomerId, type PersonId, type TeamId } from '#kernel/id';
import { supervisedTeams, type Actor } from './access/actor';
import type { RowChange, TableName } from './tables';

/**
 * A set of rows that a client may hold. `org` is the directory that everyone of a tenant sees. What only some roles of a team
 * may see stands in a scope of its own, so that it reaches nobody else by any road.
 */
export type Scope = 'org' | `team:${TeamId}` | SupervisorsScope | `person:${PersonId}` | `client:${ClientId}`;

type SupervisorsScope = `team:${TeamId}:supervisors`;

export function teamScope(team: TeamId): Scope {
  return `team:${team}`;
}

export function supervisorsScope(team: TeamId): Scope {
  return `team:${team}:supervisors`;
}

const ofSupervisors = ':supervisors';

/** What a scope names of a team: all that the team sees, or what its supervisors see besides. Null for scopes of no team. */
export function teamPart(scope: string): { readonly team: TeamId; readonly part: 'all' | 'supervisors' } | null {
  if (!scope.startsWith('team:')) return null;
  const part = scope.endsWith(ofSupervisors) ? 'supervisors' : 'all';
  const team = scope.slice('team:'.length, part === 'supervisors' ? -ofSupervisors.length : undefined);
  return isId('team', team) ? { team, part } : null;
}

/** In which scope rows of a table stand that belong to a team. */
export function placeInTeam(table: TableName, team: TeamId): Scope {
  return table === 'remarks' ? supervisorsScope(team) : teamScope(team);
}

function clientScope(client: ClientId): Scope {
  return `client:${client}`;
}

/** Every scope that a person's client holds. */
export function scopesOf(actor: Actor, client: ClientId): readonly Scope[] {
  return ['org', ...actor.teams.map(teamScope), ...supervisedTeams(actor).map(supervisorsScope), `person:${actor.person}`, clientScope(client)];
}

/** Teams, roles and clients of a person change; whoever and in whichever company they are, they stay. */
export function mayChange(scope: Scope): boolean {
  return scope.startsWith('team:') || scope.startsWith('client:');
}

/**
 * Where a put row is visible. A customer and its identities are never in `org`: they are in the scopes of the teams
 * whose conversations refer to them, which only the database knows; the server looks them up.
 */
export function placeOf(change: Extract<RowChange, { op: 'put' }>): { readonly scope: Scope } | { readonly ofCustomer: CustomerId } {
  switch (change.table) {
    case 'teams':
    case 'people':
    case 'queues':
    case 'channels':
    case 'agent_states':
    case 'dispositions':
    case 'macros':
    case 'articles':
    case 'votes':
    case 'models':
      return { scope: 'org' };
    case 'agent_days':
      return { scope: `person:${change.row.person}` };
    case 'filters':
      return { scope: `person:${change.row.id}` };
    case 'customers':
      return { ofCustomer: change.row.id };
    case 'identities':
    case 'orders':
    case 'consents':
    case 'customer_notes':
    case 'customer_changes':
    case 'merges':
      return { ofCustomer: change.row.customer };
    case 'cases':
    case 'conversations':
    case 'messages':
    case 'remarks':
      return { scope: placeInTeam(change.table, change.row.team) };
    case 'clients':
      return { scope: clientScope(change.row.id) };
    case 'refusals':
      return { scope: clientScope(change.row.client) };
  }
}
