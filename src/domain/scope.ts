import type { ClientId, CustomerId, PersonId, TeamId } from '#kernel/id';
import type { RowChange } from './tables';

/** A set of rows that a client may hold. `org` is the directory that everyone of a tenant sees. */
export type Scope = 'org' | `team:${TeamId}` | `person:${PersonId}` | `client:${ClientId}`;

export function teamScope(team: TeamId): Scope {
  return `team:${team}`;
}

function clientScope(client: ClientId): Scope {
  return `client:${client}`;
}

/** Every scope that a person's client holds. */
export function scopesOf(person: PersonId, teams: readonly TeamId[], client: ClientId): readonly Scope[] {
  return ['org', ...teams.map(teamScope), `person:${person}`, clientScope(client)];
}

/** Teams and clients of a person change; whoever and in whichever company they are, they stay. */
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
      return { scope: 'org' };
    case 'customers':
      return { ofCustomer: change.row.id };
    case 'identities':
      return { ofCustomer: change.row.customer };
    case 'cases':
    case 'conversations':
    case 'messages':
      return { scope: teamScope(change.row.team) };
    case 'clients':
      return { scope: clientScope(change.row.id) };
    case 'refusals':
      return { scope: clientScope(change.row.client) };
  }
}
