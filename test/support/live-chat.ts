import type { Central } from '#db/central/open';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { QueueRow } from '#domain/queue/queue';
import type { RowChange } from '#domain/tables';
import { id, type TeamId, type TenantId } from '#kernel/id';
import type { Commit } from '#server/sync/commit';
import { randomUUID } from 'node:crypto';
import { arrive } from './company';
import { eventually } from './eventually';

export async function addQueue(commit: Commit, tenant: TenantId, queue: { readonly team: TeamId; readonly name: string }): Promise<QueueRow> {
  const row: QueueRow = { id: id('queue', randomUUID()), ...queue, version: 0, asksOutcome: false };
  await commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'queues', row }]));
  return row;
}

/** A customer's open chat in the queue of a team. */
export async function arriveByChat(commit: Commit, place: { readonly tenant: TenantId; readonly team: TeamId }): Promise<ConversationRow> {
  const row: ConversationRow = { ...(await arrive(commit, place)), kind: 'chat' };
  const changes: readonly RowChange[] = [{ op: 'put', table: 'conversations', row }];
  await commit(place.tenant, (_tx, _now, put) => put(changes));
  return row;
}

/** Every lease is over, and servers have been listening for long: what a test does not want to wait for. */
export async function leasesEnd(db: Central, watch: { readonly beatAt?: number } = {}): Promise<void> {
  // All rows at once, as no product statement takes them: it may meet one that waits for it, and then comes again.
  await eventually(() => db.transaction(async (tx) => {
    await tx('agent_leases').update({ until: 0 });
    await tx('lease_watch').update({ since: 0, ...watch });
  }));
}
