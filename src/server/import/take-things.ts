import { canonicalEmail } from '#db/central/accounts';
import { importedIds, peopleByEmail, rememberImported } from '#db/central/import';
import { ordersByKey } from '#db/central/orders';
import { lockRows } from '#db/central/rows';
import { sectionsOf } from '#domain/knowledge/section-text';
import { id, isId } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { freshArticle, freshMacro } from '../knowledge/fresh';
import { writeArticle } from '../knowledge/write-article';
import type { Batch, Taken } from './bring-in';
import type { ImportLine } from './read-lines';
import { recordsOf, type Numbered, type Sum } from './taken';

/** Orders of customers who were imported before. One whose key is known stays as it is. */
export async function takeOrders({ tx, tenant, now }: Batch, lines: readonly ImportLine[], { sum, changes }: Pick<Taken, 'sum' | 'changes'>): Promise<void> {
  const records = recordsOf(lines, 'order');
  if (records.length === 0) return;
  const customers = await heldCustomers({ tx, tenant }, records.map(({ record }) => record.customer));
  const ofNobody = records.filter(({ record }) => !customers.has(record.customer));
  sum.refused.push(...ofNobody.map(({ line }) => ({ line, problem: 'customer.absent' as const, field: 'customer' })));
  const known = records.filter(({ record }) => customers.has(record.customer));
  const before = new Set((await ordersByKey(tx, tenant, known.map(({ record }) => record.key))).map(({ key }) => key));
  const fresh = firstOfKey(known).filter(({ record }) => !before.has(record.key));
  for (const { record: { kind: _kind, ...record } } of fresh) {
    const customer = customers.get(record.customer) ?? '';
    if (isId('customer', customer)) changes.push({ op: 'put', table: 'orders', row: { ...record, customer, id: id('order', randomUUID()), changedAt: now, version: 0 } });
  }
  sum.orders += fresh.length;
  sum.repeated += known.length - fresh.length;
}

/** By their keys. A merge that is under way is waited for, and who they are is asked again. */
async function heldCustomers({ tx, tenant }: Pick<Batch, 'tx' | 'tenant'>, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const held = new Set<string>();
  for (;;) {
    const customers = await importedIds(tx, tenant, { kind: 'customer', keys });
    const loose = [...new Set(customers.values())].filter((one) => !held.has(one));
    if (loose.length === 0) return customers;
    await lockRows(tx, tenant, { table: 'customers', ids: loose });
    for (const one of loose) held.add(one);
  }
}

/** Through the log, so that every desk hears of them. One whose key is known stays as it is. */
export async function takeArticles(batch: Batch, lines: readonly ImportLine[], sum: Sum): Promise<void> {
  const { tx, tenant, now } = batch;
  const records = recordsOf(lines, 'article');
  if (records.length === 0) return;
  const known = await importedIds(tx, tenant, { kind: 'article', keys: records.map(({ record }) => record.key) });
  const owners = await peopleByEmail(tx, tenant);
  const isKnown = ({ record: { owner } }: (typeof records)[number]): boolean => owner === null || owners.has(canonicalEmail(owner));
  sum.refused.push(...records.filter((one) => !isKnown(one)).map(({ line }) => ({ line, problem: 'agent.absent' as const, field: 'owner' })));
  const good = records.filter(isKnown);
  const fresh = firstOfKey(good).filter(({ record }) => !known.has(record.key)).map(({ record: { kind: _kind, key, text, owner, ...told } }) => ({ id: id('article', randomUUID()), key, content: { ...freshArticle, ...told, owner: owner === null ? null : (owners.get(canonicalEmail(owner)) ?? null), sections: sectionsOf(text) } }));
  for (const { id: article, content } of fresh) await writeArticle(batch, { id: article, revision: 0, content, by: null });
  await rememberImported(tx, tenant, { keys: fresh.map((one) => ({ kind: 'article', key: one.key, id: one.id })), at: now });
  sum.articles += fresh.length;
  sum.repeated += good.length - fresh.length;
}

export async function takeMacros({ tx, tenant, now, put }: Batch, lines: readonly ImportLine[], sum: Sum): Promise<void> {
  const records = recordsOf(lines, 'macro');
  if (records.length === 0) return;
  const known = await importedIds(tx, tenant, { kind: 'macro', keys: records.map(({ record }) => record.key) });
  const fresh = firstOfKey(records).filter(({ record }) => !known.has(record.key)).map(({ record: { kind: _kind, key, ...told } }) => ({ key, row: { ...freshMacro, ...told, id: id('macro', randomUUID()), updatedAt: now } }));
  await put(fresh.map(({ row }) => ({ op: 'put', table: 'macros', row })));
  await rememberImported(tx, tenant, { keys: fresh.map(({ key, row }) => ({ kind: 'macro', key, id: row.id })), at: now });
  sum.macros += fresh.length;
  sum.repeated += records.length - fresh.length;
}

/** Of several lines with one key the first counts, as it would in another step. */
function firstOfKey<Record extends { readonly key: string }>(records: readonly Numbered<Record>[]): readonly Numbered<Record>[] {
  return [...new Map(records.toReversed().map((one) => [one.record.key, one])).values()].toReversed();
}
