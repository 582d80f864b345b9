import type { RowChange } from '#domain/tables';
import { queueDeliveries, type NewDelivery } from '#db/central/delivery';
import type { Writer } from '#db/central/open';
import type { TenantId } from '#kernel/id';

/** Queues every answer among the changes for sending, in the transaction that stores it: neither can be without the other. */
export function enqueueDeliveries(tx: Writer, tenant: TenantId, changes: readonly RowChange[]): Promise<void> {
  return queueDeliveries(tx, changes.flatMap((change) => newDelivery(tenant, change)));
}

function newDelivery(tenant: TenantId, change: RowChange): readonly NewDelivery[] {
  if (change.op !== 'put' || change.table !== 'messages') return [];
  const { id, conversation, part } = change.row;
  if (part.kind !== 'outbound') return [];
  const { delivery } = part;
  if (delivery.state === 'accepted') return [{ tenant, message: id, conversation, at: delivery.at, over: ['doubt'] }];
  // What bounced was sent once.
  return delivery.state === 'failed' && delivery.again !== undefined ? [{ tenant, message: id, conversation, at: delivery.again, over: ['failed', 'sent'] }] : [];
}
