import type { CaseStatus } from '#domain/conversation/case';
import { belongings, type Belonging } from '#domain/customer/belonging';
import type { TableName } from '#domain/tables';
import { columnsOf } from '../tables/codec';
import type { ClientId, TeamId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Writer } from './open';

export type SnapshotScope = {
  readonly tenant: TenantId;
  readonly client: ClientId;
  readonly teams: readonly TeamId[];
  /** Teams of which the copy lacks what their supervisors see. */
  readonly supervised: readonly TeamId[];
  /** Whether the copy lacks the directory too. */
  readonly directory: boolean;
  /** Finished cases older than this stay on the server. */
  readonly since: Instant;
};

/** Rows of one table as JSON arrays in text, ready to travel. */
export type SnapshotPage = { readonly table: TableName; readonly rows: readonly string[] };

const pageRows = 1000;

const finished: readonly CaseStatus[] = ['resolved', 'closed'];

/** Cases that a copy holds; every other row hangs on one of them. */
const sqlVisibleCases = `"case".tenant = ? and "case".team = any(?::text[]) and ("case".state->>'status' <> all(?::text[]) or ("case".state->>'at')::numeric >= ?)`;
const sqlOfVisibleCustomers = `(select "case".customer from cases as "case" where ${sqlVisibleCases})`;

function hangingOn(table: Belonging): string {
  const sqlTable = table;
  return `${sqlTable} as r where r.tenant = ? and r.customer in ${sqlOfVisibleCustomers}`;
}

const sources = {
  teams: 'teams as r where r.tenant = ?',
  people: 'people as r where r.tenant = ?',
  queues: 'queues as r where r.tenant = ?',
  channels: 'channels as r where r.tenant = ?',
  macros: 'macros as r where r.tenant = ?',
  articles: 'articles as r where r.tenant = ?',
  votes: 'votes as r where r.tenant = ?',
  customers: `customers as r where r.tenant = ? and r.id in ${sqlOfVisibleCustomers}`,
  identities: hangingOn('identities'),
  orders: hangingOn('orders'),
  consents: hangingOn('consents'),
  customer_notes: hangingOn('customer_notes'),
  customer_changes: hangingOn('customer_changes'),
  merges: hangingOn('merges'),
  cases: `cases as r join cases as "case" on "case".tenant = r.tenant and "case".id = r.id where ${sqlVisibleCases}`,
  conversations: `conversations as r join cases as "case" on "case".tenant = r.tenant and "case".id = r."case" where ${sqlVisibleCases} and r.team = any(?::text[])`,
  messages: `messages as r join conversations as talk on talk.tenant = r.tenant and talk.id = r.conversation
    join cases as "case" on "case".tenant = talk.tenant and "case".id = talk."case" where ${sqlVisibleCases} and r.team = any(?::text[])`,
  // All of them: they are few, and whoever is shown an old case again must not miss what was said about it.
  remarks: 'remarks as r where r.tenant = ? and r.team = any(?::text[])',
  dispositions: 'dispositions as r where r.tenant = ?',
  models: 'models as r where r.tenant = ?',
  agent_states: 'agent_states as r where r.tenant = ?',
  agent_days: 'agent_days as r where r.tenant = ? and r.person = (select owner.person from client_owners as owner where owner.tenant = r.tenant and owner.client = ?)',
  filters: 'filters as r where r.tenant = ? and r.id = (select owner.person from client_owners as owner where owner.tenant = r.tenant and owner.client = ?)',
  clients: 'clients as r where r.tenant = ? and r.id = ?',
  refusals: 'refusals as r where r.tenant = ? and r.client = ?',
} as const satisfies { readonly [Table in TableName]: string };

const order = ['teams', 'people', 'queues', 'channels', 'macros', 'articles', 'votes', 'customers', ...belongings, 'cases', 'conversations', 'messages', 'remarks', 'dispositions', 'agent_states', 'agent_days', 'filters', 'models', 'refusals', 'clients'] as const satisfies readonly TableName[];

const directory: ReadonlySet<TableName> = new Set(['teams', 'people', 'queues', 'channels', 'macros', 'articles', 'votes', 'dispositions', 'agent_states', 'agent_days', 'filters', 'models']);

const page = z.array(z.object({ row: z.string() }));

/** Everything that this client's copy holds, page by page, as the transaction sees it. */
export async function* snapshotPages(tx: Writer, scope: SnapshotScope): AsyncGenerator<SnapshotPage> {
  for (const table of order) {
    if (directory.has(table) && !scope.directory) continue;
    const sqlCells = columnsOf(table).map(([name]) => `r."${name}"`).join(', ');
    const sqlSource = sources[table];
    await tx.raw(`declare pages no scroll cursor for select json_build_array(${sqlCells})::text as row from ${sqlSource}`, bindingsOf(table, scope));
    for (let count = pageRows; count === pageRows; ) {
      const answer: { rows: unknown } = await tx.raw('fetch 1000 from pages');
      const rows = page.parse(answer.rows).map(({ row }) => row);
      count = rows.length;
      if (count > 0) yield { table, rows };
    }
    await tx.raw('close pages');
  }
}

function bindingsOf(table: TableName, { tenant, client, teams, supervised, since }: SnapshotScope): (string | number | string[])[] {
  const visible = [tenant, [...teams], [...finished], since];
  switch (table) {
    case 'teams':
    case 'people':
    case 'queues':
    case 'channels':
    case 'dispositions':
    case 'agent_states':
    case 'macros':
    case 'articles':
    case 'votes':
    case 'models':
      return [tenant];
    case 'customers':
    case 'identities':
    case 'orders':
    case 'consents':
    case 'customer_notes':
    case 'customer_changes':
    case 'merges':
      return [tenant, ...visible];
    case 'cases':
      return visible;
    case 'conversations':
    case 'messages':
      return [...visible, [...teams]];
    case 'remarks':
      return [tenant, [...supervised]];
    case 'agent_days':
    case 'filters':
    case 'clients':
    case 'refusals':
      return [tenant, client];
  }
}
