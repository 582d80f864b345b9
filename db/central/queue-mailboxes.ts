import { queueMailboxList, type QueueMailbox } from '#contract/queue-mailbox';
import type { ChannelId, QueueId, TenantId } from '#kernel/id';
import { mailChannelNamed } from './mail';
import type { Reader, Writer } from './open';
import { loadRow } from './rows';

export async function listQueueMailboxes(db: Reader, tenant: TenantId): Promise<readonly QueueMailbox[]> {
  return queueMailboxList.parse(await db('queue_mailboxes').where({ tenant }).orderBy('queue').select('queue', 'channel'));
}

type Pair = { readonly queue: QueueId; readonly channel: ChannelId | null };

/** Whether there is such a queue, and such a mailbox in its team. Both are looked for, whatever is found first. */
export async function isPair(db: Reader, tenant: TenantId, { queue, channel }: Pair): Promise<boolean> {
  const row = await loadRow(db, tenant, { table: 'queues', id: queue });
  if (channel === null) return row !== null;
  const mailbox = await mailChannelNamed(db, { tenant, channel });
  return row !== null && mailbox?.team === row.team;
}

export async function setQueueMailbox(db: Reader, tenant: TenantId, { queue, channel }: Pair): Promise<void> {
  if (channel === null) await db('queue_mailboxes').where({ tenant, queue }).delete();
  else await db('queue_mailboxes').insert({ tenant, queue, channel }).onConflict(['tenant', 'queue']).merge();
}

/** A queue goes to another team, or ends: a mailbox and a queue that are of two teams now are no pair any more. */
export async function partQueueMailboxes(tx: Writer, tenant: TenantId, queue: QueueId): Promise<void> {
  await tx.raw(
    `delete from queue_mailboxes as pair where tenant = ? and (queue = ?) <> exists (select from channels as mail where mail.tenant = pair.tenant and mail.id = pair.channel and mail.queue = ?)`,
    [tenant, queue, queue],
  );
}
