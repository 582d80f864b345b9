import type { Delivery } from '#domain/conversation/message';
import type { RowChange } from '#domain/tables';
import { answersShortOf, type Visiting } from '#db/central/chat';
import type { Reader } from '#db/central/open';
import { lockRows } from '#db/central/rows';
import type { MessageId } from '#kernel/id';
import type { Commit } from '../../sync/commit';

const stations = ['waiting', 'accepted', 'sent', 'failed', 'delivered', 'read'] as const satisfies readonly Delivery['state'][];

export type Seen = { readonly state: 'delivered' | 'read'; readonly messages: readonly MessageId[] };

/** Writes down that answers reached the visitor's browser, or were looked at. A state never goes back. */
export async function markSeen(ports: { db: Reader; commit: Commit }, visiting: Visiting, seen: Seen): Promise<void> {
  const short = await answersShortOf(ports.db, visiting, { messages: seen.messages, states: notBefore(seen.state) });
  if (short.length === 0) return;
  await ports.commit(visiting.tenant, async (tx, at, put) => {
    const rows = await lockRows(tx, visiting.tenant, { table: 'messages', ids: short });
    const changes = rows.flatMap((row): RowChange[] => {
      if (row.part.kind !== 'outbound' || notBefore(seen.state).includes(row.part.delivery.state)) return [];
      return [{ op: 'put', table: 'messages', row: { ...row, part: { ...row.part, delivery: { state: seen.state, at } } } }];
    });
    if (changes.length > 0) await put(changes);
  });
}

/** The state itself and those behind it. */
function notBefore(state: Seen['state']): readonly Delivery['state'][] {
  return stations.slice(stations.indexOf(state));
}
