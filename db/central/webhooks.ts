import { tenantId } from '#contract/ids';
import { webhook, type Webhook } from '#contract/webhook';
import type { PersonId, TenantId, WebhookId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type WebhookName = { readonly tenant: TenantId; readonly id: WebhookId };

const columns = Object.keys(webhook.shape);

export async function webhooksOf(db: Reader | Writer, tenant: TenantId): Promise<readonly Webhook[]> {
  const found: unknown[] = await db('webhooks').where({ tenant }).orderBy([{ column: 'madeAt', order: 'desc' }, 'id']).select(...columns);
  return found.map((row) => webhook.parse(row));
}

export async function findWebhook(db: Reader, name: WebhookName): Promise<Webhook | null> {
  const found: unknown = await db('webhooks').where(name).first(...columns);
  return found === undefined ? null : webhook.parse(found);
}

export type NewWebhook = WebhookName & Pick<Webhook, 'url' | 'events' | 'madeAt'> & { readonly secret: string; readonly madeBy: PersonId };

/** The first webhook of a company hears of what happens from now on. */
export async function addWebhook(tx: Writer, { events, ...row }: NewWebhook): Promise<void> {
  await tx('webhooks').insert({ ...row, events: JSON.stringify(events), state: 'on' });
  await tx.raw('insert into webhook_feeds (tenant, seq) select ?, coalesce(max(seq), 0) from sync_heads where tenant = ? on conflict (tenant) do nothing', [row.tenant, row.tenant]);
}

export async function switchWebhook(db: Reader | Writer, { tenant, id }: WebhookName, to: { readonly state: 'on' } | { readonly state: 'off'; readonly reason: 'failing' | 'gone' | 'hand' }): Promise<void> {
  await db('webhooks').where({ tenant, id }).update(to.state === 'on' ? { state: 'on', reason: null, failingSince: null } : to);
}

/** Where nobody is to be told any more, the log need not be read. */
export async function removeWebhook(tx: Writer, { tenant, id }: WebhookName): Promise<void> {
  await tx('webhook_deliveries').where({ tenant, webhook: id }).delete();
  await tx('webhooks').where({ tenant, id }).delete();
  await tx.raw('delete from webhook_feeds where tenant = ? and not exists (select from webhooks where webhooks.tenant = webhook_feeds.tenant)', [tenant]);
}

const feed = z.object({ tenant: tenantId, seq: z.number(), head: z.number() });

/** How far a company's log was read, and where it ends now. */
export type Feed = z.infer<typeof feed>;

/** A company whose log has grown since it was read for its webhooks; held until the transaction ends, so that one process reads it. */
export async function lockFeed(tx: Writer): Promise<Feed | null> {
  const answer: { rows: unknown[] } = await tx.raw(
    `select feed.tenant, feed.seq, head.seq as head from webhook_feeds as feed join sync_heads as head on head.tenant = feed.tenant and head.seq > feed.seq
     order by feed.tenant limit 1 for update of feed skip locked`,
  );
  return answer.rows[0] === undefined ? null : feed.parse(answer.rows[0]);
}

export async function moveFeed(tx: Writer, { tenant, seq }: Pick<Feed, 'tenant' | 'seq'>): Promise<void> {
  await tx('webhook_feeds').where({ tenant }).update({ seq });
}

/** Since when a webhook fails, this failure included. */
export async function noteFailure(tx: Writer, { tenant, id }: WebhookName, now: Instant): Promise<Instant> {
  const answer: { rows: unknown[] } = await tx.raw('update webhooks set "failingSince" = coalesce("failingSince", ?) where tenant = ? and id = ? returning "failingSince"', [now, tenant, id]);
  return z.object({ failingSince: z.number() }).parse(answer.rows[0] ?? { failingSince: now }).failingSince;
}

export async function noteSuccess(tx: Writer, { tenant, id }: WebhookName): Promise<void> {
  await tx('webhooks').where({ tenant, id }).whereNotNull('failingSince').update({ failingSince: null });
}
