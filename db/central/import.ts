import { channelId, customerId, personId, queueId, teamId } from '#contract/ids';
import { channelKinds, type ChannelKind } from '#domain/channel/channel';
import type { CustomerRow, IdentityKind, IdentityRow } from '#domain/customer/customer';
import type { ChannelId, CustomerId, PersonId, QueueId, TeamId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { RowChange } from '#domain/tables';
import { z } from 'zod';
import { storableValue } from '../tables/storable';
import { addCustomerTeams } from './customer-teams';
import type { Reader, Writer } from './open';
import { Pipe } from './pipe';
import { upsertRows } from './rows';

export type ImportedKind = 'customer' | 'case' | 'article' | 'macro';

/** One import of a tenant at a time: what two would both find absent is created once. */
export async function lockImport(tx: Writer, tenant: TenantId): Promise<void> {
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 1))', [tenant]);
}

const keyed = z.array(z.object({ key: z.string(), id: z.string() }));

/** Ids of what was imported under these keys. */
export async function importedIds(db: Reader | Writer, tenant: TenantId, { kind, keys }: { readonly kind: ImportedKind; readonly keys: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const found: { rows: unknown } = await db.raw(`select key, case kind when 'customer' then otklik_customer_now(tenant, id) else id end as id from import_keys where tenant = ? and kind = ? and key = any(?::text[])`, [tenant, kind, [...keys]]);
  return new Map(keyed.parse(found.rows).map(({ key, id }) => [key, id]));
}

export type ImportedKey = { readonly kind: ImportedKind; readonly key: string; readonly id: string };

export async function rememberImported(tx: Writer, tenant: TenantId, imported: { readonly keys: readonly ImportedKey[]; readonly at: Instant }): Promise<void> {
  if (imported.keys.length === 0) return;
  const { keys } = imported;
  await tx.raw('insert into import_keys (tenant, kind, key, id, at) select ?, named.kind, named.key, named.id, ? from unnest(?::text[], ?::text[], ?::text[]) as named (kind, key, id)', [
    tenant,
    imported.at,
    keys.map(({ kind }) => kind),
    keys.map(({ key }) => key),
    keys.map(({ id }) => id),
  ]);
}

const known = z.array(z.object({ kind: z.string(), value: z.string(), customer: customerId }));

/** Who already has one of these addresses, by `kind value`. */
export async function customersByIdentity(
  db: Reader | Writer,
  tenant: TenantId,
  identities: readonly { readonly kind: IdentityKind; readonly value: string }[],
): Promise<ReadonlyMap<string, CustomerId>> {
  if (identities.length === 0) return new Map();
  const found: { rows: unknown } = await db.raw(
    // Each by the index: a plan over the whole table would be slower with every step of an import.
    `select asked.kind, asked.value, held.customer from unnest(?::text[], ?::text[]) as asked (kind, value)
     cross join lateral (select customer from identities where tenant = ? and kind = asked.kind and value = asked.value limit 1) as held`,
    [identities.map(({ kind }) => kind), identities.map(({ value }) => value), tenant],
  );
  return new Map(known.parse(found.rows).map(({ kind, value, customer }) => [`${kind} ${value}`, customer]));
}

const place = z.object({ id: channelId, kind: z.enum(channelKinds), address: z.string(), queue: queueId, team: teamId });

export type ChannelPlace = { readonly id: ChannelId; readonly kind: ChannelKind; readonly address: string; readonly queue: QueueId; readonly team: TeamId };

/** Every channel of a tenant with the team behind its queue, by address. */
export async function channelPlaces(db: Reader | Writer, tenant: TenantId): Promise<ReadonlyMap<string, ChannelPlace>> {
  const found: unknown = await db('channels')
    .join('queues', { 'queues.tenant': 'channels.tenant', 'queues.id': 'channels.queue' })
    .where({ 'channels.tenant': tenant })
    .select('channels.id', 'channels.kind', 'channels.address', 'channels.queue', 'queues.team');
  return new Map(z.array(place).parse(found).map((row) => [row.address.toLowerCase(), row]));
}

const signedInAs = z.object({ email: z.string(), person: personId });

/** The people of a tenant by the address with which they sign in. */
export async function peopleByEmail(db: Reader | Writer, tenant: TenantId): Promise<ReadonlyMap<string, PersonId>> {
  const found: unknown = await db('accounts').where({ tenant }).select('email', 'person');
  return new Map(z.array(signedInAs).parse(found).map(({ email, person }) => [email, person]));
}

export type Newcomer = { readonly key: string; readonly customer: CustomerRow; readonly identities: readonly IdentityRow[] };

/**
 * Customers whom nobody has heard of yet. No team knows them, so no copy may hold them and none is told: this is the one place where
 * rows that replicate come in beside the log. The first conversation with one of them tells their whole card.
 */
export async function addNewcomers(tx: Writer, tenant: TenantId, { newcomers, at }: { readonly newcomers: readonly Newcomer[]; readonly at: Instant }): Promise<void> {
  if (newcomers.length === 0) return;
  const customers = JSON.stringify(newcomers.map(({ customer }) => customer), storableValue);
  const identities = JSON.stringify(newcomers.flatMap((one) => one.identities), storableValue);
  await tx.raw(
    `with added as (
       insert into customers (tenant, id, name, company, city, language, since, facts, version, timezone, segments)
       select :tenant, id, name, company, city, language, since, facts, 1, timezone, segments
       from jsonb_to_recordset(:customers::jsonb) as c(id text, name text, company text, city text, language text, since bigint, facts jsonb, timezone text, segments jsonb) order by id
     )
     insert into identities (tenant, id, customer, kind, value, version)
     select :tenant, id, customer, kind, value, 1 from jsonb_to_recordset(:identities::jsonb) as i(id text, customer text, kind text, value text)`,
    { tenant, customers, identities },
  );
  await rememberImported(tx, tenant, { keys: newcomers.map(({ key, customer }) => ({ kind: 'customer', key, id: customer.id })), at });
}

/**
 * Cases that were finished before anything that copies hold, with all that hangs on them. No copy may have them and none is told:
 * they stand where time would have left them, and are asked for one by one. The caller holds their customers.
 */
export async function addUntoldCases(tx: Writer, tenant: TenantId, changes: readonly RowChange[]): Promise<void> {
  if (changes.length === 0) return;
  const cases = changes.flatMap((change) => (change.op === 'put' && change.table === 'cases' ? [change.row] : []));
  const conversations = changes.flatMap((change) => (change.op === 'put' && change.table === 'conversations' ? [change.row] : []));
  const messages = changes.flatMap((change) => (change.op === 'put' && change.table === 'messages' ? [change.row] : []));
  const pipe = await Pipe.of(tx);
  await upsertRows(pipe, tenant, { table: 'cases', rows: cases });
  await upsertRows(pipe, tenant, { table: 'conversations', rows: conversations });
  await upsertRows(pipe, tenant, { table: 'messages', rows: messages });
  const pairs = new Map(cases.map(({ customer, team }) => [`${customer} ${team}`, { customer, team }]));
  await addCustomerTeams(tx, tenant, [...pairs].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, pair]) => pair));
}
