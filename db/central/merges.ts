import { belongings, isBelonging, type Belonging, type BelongingPut } from '#domain/customer/belonging';
import type { CustomerRow } from '#domain/customer/customer';
import type { Whole } from '#domain/conversation/merge-customers';
import type { TableName } from '#domain/tables';
import type { CustomerId, MergeId, TenantId } from '#kernel/id';
import { z } from 'zod';
import { putOf } from '../tables/codec';
import type { Reader, Writer } from './open';
import { lockRows, rowOf } from './rows';

/** What is told of a field stays with whom it was told of. */
const moving = belongings.filter((table) => table !== 'customer_changes');

export type Pair = { readonly survivor: CustomerRow; readonly other: CustomerRow };

/** Two customers, held until the transaction ends; null where one of them is not there. */
export async function lockPair(tx: Writer, tenant: TenantId, ids: { readonly survivor: CustomerId; readonly other: CustomerId }): Promise<Pair | null> {
  const rows = await lockRows(tx, tenant, { table: 'customers', ids: [ids.survivor, ids.other] });
  const [survivor, other] = [rows.find(({ id }) => id === ids.survivor), rows.find(({ id }) => id === ids.other)];
  return survivor === undefined || other === undefined ? null : { survivor, other };
}

/** How many contacts would move. */
export async function contactsOfCustomer(db: Reader, tenant: TenantId, customer: CustomerId): Promise<number> {
  const found: unknown = await db('conversations').where({ tenant, customer }).count('id as contacts').first();
  return z.object({ contacts: z.coerce.number() }).parse(found).contacts;
}

/** Everything that is a customer's. */
export async function wholeOf(db: Reader, tenant: TenantId, customer: CustomerId): Promise<Whole> {
  const hanging: BelongingPut[] = [];
  for (const table of moving) hanging.push(...puts(table, await db(table).where({ tenant, customer }).orderBy('id')));
  const cases: unknown[] = await db('cases').where({ tenant, customer }).orderBy('id');
  const conversations: unknown[] = await db('conversations').where({ tenant, customer }).orderBy('id');
  return { belongings: hanging, cases: cases.map((row) => rowOf('cases', row)), conversations: conversations.map((row) => rowOf('conversations', row)) };
}

/** As `wholeOf`, held until the transaction ends. */
export async function lockWhole(tx: Writer, tenant: TenantId, customer: CustomerId): Promise<Whole> {
  for (const table of ['conversations', 'cases', ...moving] as const) await tx(table).where({ tenant, customer }).orderBy('id').forUpdate().select('id');
  return wholeOf(tx, tenant, customer);
}

/** Notes which rows a merge moved. Conversations go where their cases go. */
export async function keepMoves(tx: Writer, tenant: TenantId, moved: { readonly merge: MergeId; readonly whole: Whole }): Promise<void> {
  const { belongings: hanging, cases } = moved.whole;
  const rows = [...hanging.map(({ table, row }) => ({ table, id: row.id })), ...cases.map(({ id }) => ({ table: 'cases', id }))];
  await tx.raw('insert into merge_moves (tenant, merge, "table", id) select ?, ?, named."table", named.id from unnest(?::text[], ?::text[]) as named ("table", id)', [
    tenant,
    moved.merge,
    rows.map(({ table }) => table),
    rows.map(({ id }) => id),
  ]);
}

const moves = z.array(z.object({ table: z.string(), id: z.string() }));

/** What a merge moved and is still with this customer, held until the transaction ends. */
export async function movedBack(tx: Writer, tenant: TenantId, { merge, customer }: { readonly merge: MergeId; readonly customer: CustomerId }): Promise<Whole> {
  const named = moves.parse(await tx('merge_moves').where({ tenant, merge }).select('table', 'id'));
  const ids = (table: TableName): string[] => named.filter((one) => one.table === table).map(({ id }) => id);
  const conversations: unknown[] = await tx('conversations').where({ tenant, customer }).whereIn('case', ids('cases')).orderBy('id').forUpdate();
  const cases = await lockRows(tx, tenant, { table: 'cases', ids: ids('cases') });
  const hanging: BelongingPut[] = [];
  for (const table of moving) hanging.push(...(await lockRows(tx, tenant, { table, ids: ids(table) })).map((row) => putOf(table, row)).filter(isBelonging));
  return {
    belongings: hanging.filter(({ row }) => row.customer === customer),
    cases: cases.filter((row) => row.customer === customer),
    conversations: conversations.map((row) => rowOf('conversations', row)),
  };
}

function puts(table: Belonging, records: readonly unknown[]): readonly BelongingPut[] {
  return records.map((record) => putOf(table, rowOf(table, record))).filter(isBelonging);
}
