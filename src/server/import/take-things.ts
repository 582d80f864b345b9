import { importedIds } from '#db/central/import';
import { addThings } from '#db/central/orders';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import type { Batch } from './bring-in';
import type { ImportLine } from './read-lines';
import { recordsOf, type Numbered, type Sum } from './taken';

/** Orders of customers who were imported before. One whose key is known stays as it is. */
export async function takeOrders({ tx, tenant, now }: Batch, lines: readonly ImportLine[], sum: Sum): Promise<void> {
  const records = recordsOf(lines, 'order');
  if (records.length === 0) return;
  const customers = await importedIds(tx, tenant, { kind: 'customer', keys: records.map(({ record }) => record.customer) });
  const ofNobody = records.filter(({ record }) => !customers.has(record.customer));
  sum.refused.push(...ofNobody.map(({ line }) => ({ line, problem: 'customer.absent' as const, field: 'customer' })));
  const known = records.filter(({ record }) => customers.has(record.customer));
  const rows = firstOfKey(known).map(({ record: { kind: _kind, ...record } }) => ({ ...record, customer: customers.get(record.customer), id: id('order', randomUUID()), changedAt: now }));
  const taken = await addThings(tx, tenant, { table: 'orders', rows });
  sum.orders += taken;
  sum.repeated += known.length - taken;
}

export async function takeArticles({ tx, tenant, now }: Batch, lines: readonly ImportLine[], sum: Sum): Promise<void> {
  const records = recordsOf(lines, 'article');
  if (records.length === 0) return;
  const rows = firstOfKey(records).map(({ record: { kind: _kind, ...record } }) => ({ ...record, id: id('article', randomUUID()), changedAt: now }));
  const taken = await addThings(tx, tenant, { table: 'articles', rows });
  sum.articles += taken;
  sum.repeated += records.length - taken;
}

export async function takeMacros({ tx, tenant, now }: Batch, lines: readonly ImportLine[], sum: Sum): Promise<void> {
  const records = recordsOf(lines, 'macro');
  if (records.length === 0) return;
  const rows = firstOfKey(records).map(({ record: { kind: _kind, ...record } }) => ({ ...record, id: id('macro', randomUUID()), changedAt: now }));
  const taken = await addThings(tx, tenant, { table: 'macros', rows });
  sum.macros += taken;
  sum.repeated += records.length - taken;
}

/** Of several lines with one key the first counts, as it would in another step. */
function firstOfKey<Record extends { readonly key: string }>(records: readonly Numbered<Record>[]): readonly Numbered<Record>[] {
  return [...new Map(records.toReversed().map((one) => [one.record.key, one])).values()].toReversed();
}
