import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { CustomerRow } from '#domain/customer/customer';
import type { CaseId, CustomerId } from '#kernel/id';
import type { Knex } from 'knex';
import type { Reader } from './open';
import { rowOf, type Within } from './rows';

/** `after`: the id that ended the page before. */
export type IdPage = { readonly after: string | null; readonly most: number };

/** Customers whom one of these teams knows. */
export async function customerPage(db: Reader, { tenant, teams }: Within, page: IdPage): Promise<readonly CustomerRow[]> {
  const known = db('customer_teams').whereRaw('customer_teams.tenant = customers.tenant and customer_teams.customer = customers.id').whereIn('customer_teams.team', [...teams]);
  const found: unknown[] = await db('customers').where({ tenant }).whereExists(known).where(beyond(page)).orderBy('id').limit(page.most);
  return found.map((record) => rowOf('customers', record));
}

export async function casePage(db: Reader, { tenant, teams }: Within, { customer, ...page }: IdPage & { readonly customer: CustomerId | null }): Promise<readonly CaseRow[]> {
  const found: unknown[] = await db('cases').where({ tenant, ...(customer === null ? {} : { customer }) }).whereIn('team', [...teams]).where(beyond(page)).orderBy('id').limit(page.most);
  return found.map((record) => rowOf('cases', record));
}

type ConversationPage = IdPage & { readonly customer: CustomerId | null; readonly case: CaseId | null };

export async function conversationPage(db: Reader, { tenant, teams }: Within, { customer, case: of, ...page }: ConversationPage): Promise<readonly ConversationRow[]> {
  const named = { ...(customer === null ? {} : { customer }), ...(of === null ? {} : { case: of }) };
  const found: unknown[] = await db('conversations').where({ tenant, ...named }).whereIn('team', [...teams]).where(beyond(page)).orderBy('id').limit(page.most);
  return found.map((record) => rowOf('conversations', record));
}

export async function findCase(db: Reader, { tenant, teams }: Within, id: CaseId): Promise<CaseRow | null> {
  const found: unknown = await db('cases').where({ tenant, id }).whereIn('team', [...teams]).first();
  return found === undefined ? null : rowOf('cases', found);
}

/** What comes after the page before. */
export function beyond({ after }: IdPage): (where: Knex.QueryBuilder) => void {
  return (where) => {
    if (after !== null) void where.where('id', '>', after);
  };
}
