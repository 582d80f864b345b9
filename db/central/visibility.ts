import { caseId, customerId, personId, teamId } from '#contract/ids';
import { limits } from '#contract/limits';
import { caseState } from '#contract/rows';
import { finishedAt } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import { belongings, isBelonging, type Belonging, type BelongingPut } from '#domain/customer/belonging';
import type { ConsentRow } from '#domain/customer/consent';
import type { IdentityRow } from '#domain/customer/customer';
import type { MessageRow } from '#domain/conversation/message';
import type { RemarkRow } from '#domain/supervision/remark';
import type { TableName, Tables } from '#domain/tables';
import type { CaseId, ConversationId, CustomerId, TeamId, TenantId } from '#kernel/id';
import type { Stood } from '#sync/placement';
import { z } from 'zod';
import type { Reader, Writer } from './open';
import { putOf } from '../tables/codec';
import { rowOf } from './rows';

/** What tells where a row stands, by table; the others stand where everybody sees them. */
const standing: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  cases: ['id', 'team', 'state', 'customer'],
  conversations: ['id', 'team', 'assignee', 'case'],
  messages: ['id', 'team'],
  remarks: ['id', 'team'],
  ...Object.fromEntries(belongings.map((table) => [table, ['id', 'customer']])),
};

/** The standing of a row that was read; null where it has none. */
export function standingOf(table: TableName, row: Tables[TableName] | undefined): Stood | null {
  if (row === undefined || standing[table] === undefined) return null;
  return {
    team: 'team' in row ? row.team : null,
    customer: 'customer' in row ? row.customer : null,
    finishedAt: 'state' in row && 'topic' in row ? finishedAt(row.state) : null,
    assignee: 'assignee' in row ? row.assignee : null,
    case: 'case' in row ? row.case : null,
  };
}

const stood = z.array(
  z.object({
    id: z.string(),
    team: teamId.nullable().default(null),
    customer: customerId.nullable().default(null),
    state: caseState.optional(),
    assignee: personId.nullable().default(null),
    case: caseId.nullable().default(null),
  }),
);

/** Where these rows stand now; rows that do not exist, and tables without a standing, are left out. */
export async function standingOfRows(db: Reader, tenant: TenantId, named: { readonly table: TableName; readonly ids: readonly string[] }): Promise<ReadonlyMap<string, Stood>> {
  const columns = standing[named.table];
  if (named.ids.length === 0 || columns === undefined) return new Map();
  const found: unknown = await db(named.table).where({ tenant }).whereIn('id', [...named.ids]).select([...columns]);
  return new Map(stood.parse(found).map(({ id, state, ...place }) => [id, { ...place, finishedAt: state === undefined ? null : finishedAt(state) }]));
}

/** Every conversation of these cases, held until the transaction ends. */
export async function lockConversationsOf(tx: Writer, tenant: TenantId, cases: readonly CaseId[]): Promise<readonly ConversationRow[]> {
  if (cases.length === 0) return [];
  const records: unknown[] = await tx('conversations').where({ tenant }).whereIn('case', [...cases]).orderBy('id').forUpdate();
  return records.map((record) => rowOf('conversations', record));
}

/** Messages stand where their conversation stands; these have moved. They are not told one by one. */
export async function moveMessages(tx: Writer, tenant: TenantId, moved: { readonly conversations: readonly ConversationId[]; readonly team: TeamId }): Promise<void> {
  await tx('messages')
    .where({ tenant })
    .whereIn('conversation', [...moved.conversations])
    .whereNot({ team: moved.team })
    .update({ team: moved.team, version: tx.raw('version + 1') });
}

/** Remarks stand where their case stands; these have moved, whoever moved it. Newest first. */
export async function moveRemarks(tx: Writer, tenant: TenantId, id: CaseId): Promise<readonly RemarkRow[]> {
  const moved: { rows: unknown[] } = await tx.raw('select * from otklik_move_remarks(?, ?) order by at desc, id', [tenant, id]);
  return moved.rows.map((record) => rowOf('remarks', record));
}

/** The newest remarks about these cases in these teams. */
export async function remarksOf(db: Reader, tenant: TenantId, about: { readonly cases: readonly CaseId[]; readonly teams: readonly TeamId[]; readonly most: number }): Promise<readonly RemarkRow[]> {
  if (about.cases.length === 0 || about.teams.length === 0) return [];
  const records: unknown[] = await db('remarks').where({ tenant }).whereIn('case', [...about.cases]).whereIn('team', [...about.teams]).orderBy([{ column: 'at', order: 'desc' }, 'id']).limit(about.most);
  return records.map((record) => rowOf('remarks', record));
}

export type Newest = { readonly conversations: readonly ConversationId[]; readonly most: number; readonly bytes: number };

/** The newest messages of each conversation without a hole between them: at most so many, and no more text than so many bytes in all. */
export async function newestMessages(tx: Writer, tenant: TenantId, { conversations, most, bytes }: Newest): Promise<readonly MessageRow[]> {
  if (conversations.length === 0) return [];
  const answer: { rows: unknown[] } = await tx.raw(
    `select page.* from unnest(?::text[]) as talk (id) cross join lateral (
       select newest.*, sum(octet_length(text) + coalesce(octet_length(html), 0) + octet_length(attachments::text)) over (order by at desc, id desc) as weight
       from (select * from messages where tenant = ? and conversation = talk.id order by at desc, id desc limit ?) as newest
     ) as page where weight <= ?`,
    [[...conversations], tenant, most, Math.floor(bytes / conversations.length)],
  );
  return answer.rows.map((record) => rowOf('messages', record));
}

export async function identitiesOf(db: Reader, tenant: TenantId, customers: readonly CustomerId[]): Promise<readonly IdentityRow[]> {
  const records: unknown[] = await db('identities').where({ tenant }).whereIn('customer', [...customers]).orderBy('id');
  return records.map((record) => rowOf('identities', record));
}

/** How many rows of a table hang on a customer, some of them left out. */
export async function countOfCustomer(db: Reader, tenant: TenantId, { table, customer, without }: { readonly table: Belonging; readonly customer: CustomerId; readonly without: readonly string[] }): Promise<number> {
  const found: unknown = await db(table).where({ tenant, customer }).whereNotIn('id', [...without]).count('id as rows').first();
  return z.object({ rows: z.coerce.number() }).parse(found).rows;
}

export async function consentsOf(db: Reader, tenant: TenantId, customer: CustomerId): Promise<readonly ConsentRow[]> {
  const records: unknown[] = await db('consents').where({ tenant, customer });
  return records.map((record) => rowOf('consents', record));
}

const told = z.array(z.object({ table: z.enum(belongings), row: z.record(z.string(), z.unknown()) }));

/** What hangs on these customers, in one statement; of the orders of each the newest. */
export async function belongingsOf(db: Reader, tenant: TenantId, customers: readonly CustomerId[]): Promise<readonly BelongingPut[]> {
  if (customers.length === 0) return [];
  const sqlParts = belongings.map((table) => {
    const sqlName = table;
    if (table !== 'orders') return `select '${sqlName}' as "table", to_jsonb(r) as "row" from ${sqlName} as r where r.tenant = ? and r.customer = any(?::text[])`;
    return `select 'orders' as "table", to_jsonb(newest) as "row" from unnest(?::text[]) as of_one (customer) cross join lateral (
      select * from orders as r where r.tenant = ? and r.customer = of_one.customer order by r."placedAt" desc, r.id limit ?) as newest`;
  });
  const ids = [...customers];
  const bindings = belongings.flatMap((table) => (table === 'orders' ? [ids, tenant, limits.cardOrders] : [tenant, ids]));
  const answer: { rows: unknown } = await db.raw(sqlParts.join(' union all '), bindings);
  return told.parse(answer.rows).map(({ table, row }) => putOf(table, rowOf(table, row))).filter(isBelonging);
}
