import type { Scope } from '#domain/scope';
import type { TableName } from '#domain/tables';
import { run, type Writer } from './sqlite';

/** By which column a row belongs to a team; a new table does not compile without an answer. */
const teamColumn: Readonly<Record<TableName, 'team' | null>> = {
  teams: null,
  people: null,
  // In the directory, though they name a team.
  queues: null,
  channels: null,
  customers: null,
  identities: null,
  cases: 'team',
  conversations: 'team',
  messages: 'team',
  clients: null,
  refusals: null,
};

/** Forgets the rows of these scopes, and every customer to whom no row refers any more. */
export async function dropScopes(tx: Writer, scopes: readonly Scope[]): Promise<void> {
  const teams = JSON.stringify(named(scopes, 'team:'));
  const clients = JSON.stringify(named(scopes, 'client:'));
  for (const [sqlTable, column] of Object.entries(teamColumn)) {
    if (column !== null) await run(tx, { sql: `delete from ${sqlTable} where "team" in (select "value" from json_each(?))`, bindings: [teams] });
  }
  await run(tx, { sql: 'delete from clients where "id" in (select "value" from json_each(?))', bindings: [clients] });
  await run(tx, { sql: 'delete from refusals where "client" in (select "value" from json_each(?))', bindings: [clients] });
  await run(tx, { sql: 'delete from customers where "id" not in (select "customer" from cases union select "customer" from conversations)', bindings: [] });
  await run(tx, { sql: 'delete from identities where "customer" not in (select "id" from customers)', bindings: [] });
}

function named(scopes: readonly Scope[], kind: string): readonly string[] {
  return scopes.filter((scope) => scope.startsWith(kind)).map((scope) => scope.slice(kind.length));
}
