import type { CustomerHit } from '#contract/search';
import { conversationId, customerId } from '#contract/ids';
import { excerptOf } from '#domain/search/excerpt';
import { readFor } from '#domain/search/marks';
import type { Term } from '#domain/search/query';
import { z } from 'zod';
import { query, type Reader } from '../sqlite';
import { markedText } from './conversations';

const rows = z.array(z.object({
  id: customerId,
  name: z.string(),
  company: z.string().nullable(),
  city: z.string().nullable(),
  addresses: z.string().nullable(),
  conversation: conversationId.nullable(),
}));

const aboutLength = 90;

/** The cards of customers who were found. */
export async function customerHits(db: Reader, customers: readonly string[], terms: readonly Term[]): Promise<readonly CustomerHit[]> {
  if (customers.length === 0) return [];
  const sql = `select "id", "name", "company", "city",
      (select group_concat("value", ' · ') from (select "value" from identities where identities."customer" = customers."id" order by "kind" limit 20)) as "addresses",
      (select "id" from conversations where conversations."customer" = customers."id" order by "openedAt" desc limit 1) as "conversation"
    from customers where "id" in (select "value" from json_each(?))`;
  const found = rows.parse(await query(db, { sql, bindings: [JSON.stringify(customers)] }));
  const order = new Map<string, number>(customers.map((id, place) => [id, place] as const));
  const weighted = found.map((row) => ({ row, weight: readFor(row.name, terms).weight }));
  const best = weighted.toSorted((one, other) => other.weight - one.weight || (order.get(one.row.id) ?? 0) - (order.get(other.row.id) ?? 0));
  return best.map(({ row: { id, name, company, city, addresses, conversation } }) => {
    const about = [company, city, addresses].filter((part) => part !== null && part !== '').join(' · ');
    return { id, name: markedText(name, terms), about: excerptOf(about, readFor(about, terms).marks, aboutLength), conversation };
  });
}
