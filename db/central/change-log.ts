import type { WireChange } from '#contract/protocol';
import { wireChange } from '#contract/protocol';
import type { Scope } from '#domain/scope';
import { tenantId } from '#contract/ids';
import type { TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Central, Reader, Writer } from './open';
import { leaderLock } from './order-marks';
import { Pipe, type Prepared } from './pipe';

/** What one transaction changed, by the scope that sees it. */
export type Parts = Readonly<Partial<Record<Scope, readonly WireChange[]>>>;

export type LogEntry = { readonly seq: number; readonly parts: Readonly<Record<string, readonly WireChange[]>> };

/** `parts`: `Parts` as JSON. */
export type NewEntry = { readonly parts: string; readonly now: Instant };

/** Must be the last write of its transaction: its id is then taken after every row lock, so ids agree with commits. */
export function appendUnnumbered(tenant: TenantId, { parts, now }: NewEntry): Prepared {
  return { name: 'append', text: 'insert into change_log (tenant, parts, at) values ($1, $2::jsonb, $3)', values: [tenant, parts, now] };
}

/** Must be the last write of its transaction: until it ends, every other one of the tenant waits for the head. */
export function appendNumbered(tenant: TenantId, { parts, now }: NewEntry): Prepared {
  const text = `with head as (update sync_heads set seq = seq + 1 where tenant = $1 returning seq)
    insert into change_log (tenant, seq, parts, at) select $1, head.seq, $2::jsonb, $3 from head`;
  return { name: 'append numbered', text, values: [tenant, parts, now] };
}

/** Entries that one numbering takes at most. */
export const numberedAtOnce = 5000;

/** Where it took more than these, or more bytes as they are kept, they are read from the log, page by page. */
const answeredAtOnce = 50;
const bytesAnswered = 1024 * 1024;

/**
 * Numbers committed transactions, tells every process, and answers how many there were, and with them where they are few. Only the leader calls this, on the
 * connection that holds its lock. One statement is one snapshot: whoever is in it and depends on another finds that one in it
 * too, with a lower id.
 */
export const numberCommitted: Prepared = {
  name: 'number committed',
  text: `
  with fresh as (
    select id, tenant, row_number() over (partition by tenant order by id) as place
    from (select id, tenant from change_log where seq is null order by id limit $1) as unnumbered
  ),
  counts as (select tenant, max(place) as places from fresh group by tenant),
  heads as (
    update sync_heads as head set seq = head.seq + counts.places from counts where head.tenant = counts.tenant
    returning head.tenant, head.seq - counts.places as base
  ),
  numbered as (
    update change_log as entry set seq = heads.base + fresh.place
    from fresh join heads using (tenant) where entry.id = fresh.id returning entry.tenant, entry.seq, entry.parts
  ),
  counted as (select count(*)::int as count, count(*) <= $2 and coalesce(sum(pg_column_size(parts)), 0) <= $3 as light from numbered),
  told as (select pg_notify('otklik_log', '') from counted where count > 0)
  select counted.count, counted.light, told::text as told, entry.tenant, entry.seq, entry.parts, history.epoch
  from counted cross join history left join told on true left join numbered as entry on counted.light order by entry.tenant, entry.seq
`,
  values: [numberedAtOnce, answeredAtOnce, bytesAnswered],
};

/** Numbers what a leader left behind; for processes that have none, before they commit anything. */
export async function numberRest(db: Central): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.raw('select pg_advisory_xact_lock(?)', [leaderLock]);
    const pipe = await Pipe.of(tx);
    for (let count = numberedAtOnce; count >= numberedAtOnce; ) ({ count } = numbered(await pipe.send(numberCommitted)));
  });
}

const entryRow = z.object({ seq: z.number(), parts: z.record(z.string(), z.array(wireChange)) });
const freshRow = entryRow.extend({ tenant: tenantId, epoch: z.string() });

export type FreshEntry = LogEntry & { readonly tenant: TenantId; readonly epoch: string };

const freshRows = z.array(freshRow);

const numberedRow = z.object({ count: z.number(), light: z.boolean() });

/** What `numberCommitted` answered. `entries` is null where they were too many, or too heavy. */
export function numbered(rows: readonly unknown[]): { readonly count: number; readonly entries: readonly FreshEntry[] | null } {
  const { count, light } = numberedRow.parse(rows[0]);
  return { count, entries: light ? freshRows.parse(count === 0 ? [] : rows) : null };
}

/** Bytes of entries that one read brings, and one entry where that alone is heavier. */
const bytesPerRead = 2 * 1024 * 1024;

/** What was read of the log, and whether there may be more of it. */
export type Page<Entry> = { readonly entries: readonly Entry[]; readonly more: boolean };

/** Bytes of an entry on its way: only what is kept packed has to be unpacked to know. */
const sqlWeight = `case when pg_column_compression(parts) is null then pg_column_size(parts) else octet_length(parts::text) end`;

/** What was numbered after the known heads, of every tenant and in order, at most `limit` of each: one question, one moment. */
export async function readFresh(db: Reader, known: ReadonlyMap<TenantId, number>, limit: number): Promise<Page<FreshEntry>> {
  const asked = db.raw<{ rows: unknown[] }>(
    `select tenant, seq, parts, epoch, "found" from (
       select head.tenant, entry.seq, entry.parts, history.epoch, count(*) over ()::int as "found",
         sum(entry.weight) over (order by head.tenant, entry.seq rows unbounded preceding) - entry.weight as before
       from sync_heads as head cross join history left join unnest(?::text[], ?::bigint[]) as known (tenant, seq) on known.tenant = head.tenant
       cross join lateral (
         select seq, parts, ${sqlWeight} as weight from change_log as entry
         where entry.tenant = head.tenant and entry.seq > coalesce(known.seq, 0) order by entry.seq limit ?
       ) as entry
       where head.seq > coalesce(known.seq, 0)
     ) as fresh where before < ? order by tenant, seq`,
    [[...known.keys()], [...known.values()], limit, bytesPerRead],
  );
  // Every process asks it after every batch that was numbered: planned once a connection.
  const { rows } = await asked.options({ name: 'read fresh' });
  return { entries: freshRows.parse(rows), more: isCutOff(rows, limit) };
}

const foundRow = z.object({ found: z.number() });

function isCutOff(rows: readonly unknown[], limit: number): boolean {
  if (rows.length === 0) return false;
  const { found } = foundRow.parse(rows[0]);
  return rows.length < found || found >= limit;
}

export type LogRange = { readonly after: number; readonly upTo: number; readonly scopes: readonly Scope[]; readonly limit: number };

/** Entries of a range that hold anything for these scopes, for the person whose transaction it is; parts of other scopes do not leave the database. */
export async function readScopedLog(tx: Writer, range: LogRange): Promise<Page<LogEntry>> {
  const found: { rows: unknown[] } = await tx.raw(
    `select seq, parts, "found" from (
       select seq, parts, count(*) over ()::int as "found", sum(octet_length(parts::text)) over (order by seq rows unbounded preceding) - octet_length(parts::text) as before
       from otklik_log(?, ?, ?::text[], ?)
     ) as entry where before < ? order by seq`,
    [range.after, range.upTo, [...range.scopes], range.limit, bytesPerRead],
  );
  return { entries: z.array(entryRow).parse(found.rows), more: isCutOff(found.rows, range.limit) };
}

/** Forgets what is older than `before`. A client that stands below the new floor begins with a snapshot. */
export async function trimLog(tx: Writer, before: Instant): Promise<void> {
  await tx.raw(
    `with gone as (delete from change_log where seq is not null and at < ? returning tenant, seq),
          floors as (select tenant, max(seq) as seq from gone group by tenant)
     update sync_heads as head set floor = greatest(head.floor, floors.seq) from floors where head.tenant = floors.tenant`,
    [before],
  );
}
