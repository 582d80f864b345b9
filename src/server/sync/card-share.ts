import type { Belonging, BelongingPut } from '#domain/customer/belonging';
import { storableValue } from '#db/tables/storable';
import type { Instant } from '#kernel/instant';

/** What a card must not lack stands first. */
const rank: Readonly<Record<Belonging, number>> = { identities: 0, merges: 1, consents: 2, customer_notes: 3, orders: 4, customer_changes: 5 };

/**
 * What hangs on a customer, as far as it fits into so many bytes: a card that outgrew its frame must not keep back what is told with
 * it. Of each kind the newest; a copy that is made anew has all.
 */
export function cardShare(belongings: readonly BelongingPut[], bytes: number): readonly BelongingPut[] {
  let left = bytes;
  return belongings.toSorted((one, other) => rank[one.table] - rank[other.table] || momentOf(other) - momentOf(one)).filter((put) => {
    left -= Buffer.byteLength(JSON.stringify(put.row, storableValue));
    return left >= 0;
  });
}

function momentOf({ row }: BelongingPut): Instant {
  if ('placedAt' in row) return row.placedAt;
  if ('preferredAt' in row) return row.preferredAt ?? 0;
  return 'pinnedAt' in row && row.pinnedAt !== null ? Infinity : row.at;
}
