import { channelId, customerId, personId, queueId, teamId } from '#contract/ids';
import { channelKinds, type ChannelKind } from '#domain/channel/channel';
import type { IdentityKind } from '#domain/customer/customer';
import type { ChannelId, CustomerId, PersonId, QueueId, TeamId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type ImportedKind = 'customer' | 'case';

/** One import of a tenant at a time: what two would both find absent is created once. */
export async function lockImport(tx: Writer, tenant: TenantId): Promise<void> {
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 1))', [tenant]);
}

const keyed = z.object({ key: z.string(), id: z.string() });

/** Ids of what was imported under these keys. */
export async function importedIds(db: Reader | Writer, tenant: TenantId, { kind, keys }: { readonly kind: ImportedKind; readonly keys: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  const found: unknown = await db('import_keys').where({ tenant, kind }).whereIn('key', [...keys]).select('key', 'id');
  return new Map(z.array(keyed).parse(found).map(({ key, id }) => [key, id]));
}

export type ImportedKey = { readonly kind: ImportedKind; readonly key: string; readonly id: string };

export async function rememberImported(tx: Writer, tenant: TenantId, imported: { readonly keys: readonly ImportedKey[]; readonly at: Instant }): Promise<void> {
  if (imported.keys.length === 0) return;
  await tx('import_keys').insert(imported.keys.map((one) => ({ tenant, ...one, at: imported.at })));
}

const known = z.object({ kind: z.string(), value: z.string(), customer: customerId });

/** Who already has one of these addresses, by `kind value`. */
export async function customersByIdentity(
  db: Reader | Writer,
  tenant: TenantId,
  identities: readonly { readonly kind: IdentityKind; readonly value: string }[],
): Promise<ReadonlyMap<string, CustomerId>> {
  if (identities.length === 0) return new Map();
  const pairs = identities.map(({ kind, value }) => [kind, value]);
  const found: unknown = await db('identities').where({ tenant }).whereIn(['kind', 'value'], pairs).select('kind', 'value', 'customer');
  return new Map(z.array(known).parse(found).map(({ kind, value, customer }) => [`${kind} ${value}`, customer]));
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
