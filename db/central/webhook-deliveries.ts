import { wireChange } from '#contract/protocol';
import { tenantId, webhookDeliveryId, webhookId } from '#contract/ids';
import { shownDeliveries, webhookDelivery } from '#contract/webhook';
import type { TenantId, WebhookDeliveryId, WebhookId } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';
import type { Feed } from './webhooks';

const entry = z.object({ seq: z.number(), at: z.number(), parts: z.record(z.string(), z.array(wireChange)) });
export type LoggedEntry = z.infer<typeof entry>;

/** Entries that one reading takes. */
const entriesAtOnce = 100;

export async function entriesAfter(tx: Writer, { tenant, seq }: Feed): Promise<readonly LoggedEntry[]> {
  const found: unknown[] = await tx('change_log').where({ tenant }).where('seq', '>', seq).orderBy('seq').limit(entriesAtOnce).select('seq', 'at', 'parts');
  return found.map((row) => entry.parse(row));
}

export type NewDelivery = { readonly tenant: TenantId; readonly id: WebhookDeliveryId; readonly webhook: WebhookId; readonly seq: number; readonly type: string; readonly body: string; readonly at: Instant };

export async function addWebhookDeliveries(tx: Writer, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length > 0) await tx('webhook_deliveries').insert(deliveries.map((one) => ({ ...one, state: 'waiting' })));
}

const claimed = z.object({ tenant: tenantId, id: webhookDeliveryId, webhook: webhookId, body: z.string(), attempt: z.number(), at: z.number(), url: z.string(), secret: z.string() });

/** A delivery that this process may try now; `attempt` is its fence. */
export type ClaimedDelivery = z.infer<typeof claimed>;

const sqlNow = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

export type WebhookClaim = { readonly most: number; /** Of one webhook. */ readonly ofOne: number; /** Webhooks that have enough to do. */ readonly without: readonly WebhookId[]; readonly lease: Duration };

/**
 * Takes what is due of webhooks that are on, oldest first, under a lease by the clock of the database; a few of each, and first of those that
 * answer, so that a system that is away does not hold up the others.
 */
export async function claimWebhookDeliveries(db: Reader, { most, ofOne, without, lease }: WebhookClaim): Promise<readonly ClaimedDelivery[]> {
  const answer: { rows: unknown[] } = await db.raw(
    `update webhook_deliveries as delivery set attempt = attempt + 1, "leaseUntil" = ${sqlNow} + ? from (
       select d.tenant, d.id, hook.url, hook.secret from webhooks as hook cross join lateral (
         select * from webhook_deliveries as one
         where one.tenant = hook.tenant and one.webhook = hook.id and one.state = 'waiting' and one."dueAt" <= ${sqlNow} and one."leaseUntil" <= ${sqlNow}
         order by one."dueAt", one.seq limit ? for update skip locked) as d
       where hook.state = 'on' and not hook.id = any(?)
       order by hook."failingSince" is not null, d."dueAt", d.seq limit ?) as due
     where delivery.tenant = due.tenant and delivery.id = due.id
     returning delivery.tenant, delivery.id, delivery.webhook, delivery.body, delivery.attempt, delivery.at, due.url, due.secret`,
    [lease, ofOne, [...without], most],
  );
  return z.array(claimed).parse(answer.rows);
}

export type Told = { readonly state: 'sent' | 'failed' | 'waiting'; readonly again: Duration; readonly status: number | null; readonly detail: string };

/** Records how an attempt ended; false when its lease had passed to another. */
export async function settleWebhookDelivery(tx: Writer, { tenant, id, attempt }: Pick<ClaimedDelivery, 'tenant' | 'id' | 'attempt'>, { state, again, status, detail }: Told): Promise<boolean> {
  const answer: { rowCount: number } = await tx.raw(
    `update webhook_deliveries set state = ?, status = ?, detail = ?, "triedAt" = ${sqlNow}, "dueAt" = ${sqlNow} + ?, "leaseUntil" = 0
     where tenant = ? and id = ? and attempt = ? and state = 'waiting'`,
    [state, status, detail, again, tenant, id, attempt],
  );
  return answer.rowCount === 1;
}

/** Milliseconds until something is due, or null when nothing waits. */
export async function nextWebhookDelivery(db: Reader): Promise<Duration | null> {
  const answer: { rows: unknown[] } = await db.raw(
    `select min(greatest(d."dueAt", d."leaseUntil")) - ${sqlNow} as wait from webhook_deliveries as d join webhooks as w on w.tenant = d.tenant and w.id = d.webhook and w.state = 'on' where d.state = 'waiting'`,
  );
  return z.object({ wait: z.number().nullable() }).parse(answer.rows[0]).wait;
}

export type DeliveriesOf = { readonly tenant: TenantId; readonly webhook: WebhookId };

export async function deliveriesOf(db: Reader, of: DeliveriesOf): Promise<readonly z.infer<typeof webhookDelivery>[]> {
  const found: unknown[] = await db('webhook_deliveries').where(of).orderBy([{ column: 'at', order: 'desc' }, { column: 'seq', order: 'desc' }, 'id']).limit(shownDeliveries).select(...Object.keys(webhookDelivery.shape));
  return found.map((row) => webhookDelivery.parse(row));
}

/** Tells it again under its id, at once; false where there is no such delivery. */
export async function deliverAgain(db: Reader, { tenant, webhook, id }: DeliveriesOf & { readonly id: WebhookDeliveryId }): Promise<boolean> {
  const moved: unknown = await db('webhook_deliveries').where({ tenant, webhook, id }).update({ state: 'waiting', dueAt: 0, at: db.raw(sqlNow) });
  return moved === 1;
}

export async function forgetWebhookDeliveries(db: Reader, before: Instant): Promise<void> {
  await db('webhook_deliveries').where('at', '<', before).whereNot({ state: 'waiting' }).delete();
}
