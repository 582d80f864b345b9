import { teamPart, type Scope } from '#domain/scope';
import { belongings } from '#domain/customer/belonging';
import type { TableName } from '#domain/tables';
import { run, type Writer } from './sqlite';

/** In which part of its team a row stands that has a team; a new table does not compile without an answer. */
const parts: Readonly<Record<TableName, 'all' | 'supervisors' | null>> = {
  teams: null,
  people: null,
  // In the directory, though they name a team.
  queues: null,
  channels: null,
  macros: null,
  articles: null,
  votes: null,
  customers: null,
  identities: null,
  orders: null,
  consents: null,
  customer_notes: null,
  customer_changes: null,
  merges: null,
  cases: 'all',
  conversations: 'all',
  messages: 'all',
  remarks: 'supervisors',
  agent_states: null,
  agent_days: null,
  filters: null,
  dispositions: null,
  models: null,
  clients: null,
  refusals: null,
};

/** Forgets the rows of these scopes, and every customer to whom no row refers any more. */
export async function dropScopes(tx: Writer, scopes: readonly Scope[]): Promise<void> {
  const clients = JSON.stringify(scopes.filter((scope) => scope.startsWith('client:')).map((scope) => scope.slice('client:'.length)));
  for (const [sqlTable, part] of Object.entries(parts)) {
    if (part !== null) await run(tx, { sql: `delete from ${sqlTable} where "team" in (select "value" from json_each(?))`, bindings: [teamsNamed(scopes, part)] });
  }
  await run(tx, { sql: 'delete from clients where "id" in (select "value" from json_each(?))', bindings: [clients] });
  await run(tx, { sql: 'delete from refusals where "client" in (select "value" from json_each(?))', bindings: [clients] });
  await run(tx, { sql: 'delete from customers where "id" not in (select "customer" from cases union select "customer" from conversations)', bindings: [] });
  for (const sqlTable of [...belongings, 'stubs']) await run(tx, { sql: `delete from ${sqlTable} where "customer" not in (select "id" from customers)`, bindings: [] });
}

/** The teams of which these scopes hold that part, as JSON. */
function teamsNamed(scopes: readonly Scope[], part: 'all' | 'supervisors'): string {
  return JSON.stringify(scopes.flatMap((scope) => {
    const named = teamPart(scope);
    return named?.part === part ? [named.team] : [];
  }));
}
