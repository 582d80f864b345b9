import type { ClientId, PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type ClientOwner = { readonly tenant: TenantId; readonly client: ClientId; readonly person: PersonId; readonly now: Instant };

/** A client belongs to the person who registered it first, for ever. */
export async function registerClientOwner(tx: Writer, owner: ClientOwner): Promise<'new' | 'own' | 'foreign'> {
  const { tenant, client, person, now } = owner;
  const made: unknown[] = await tx('client_owners').insert({ tenant, client, person, registeredAt: now }).onConflict('client').ignore().returning('client');
  if (made.length > 0) return 'new';
  const found: unknown = await tx('client_owners').where({ tenant, client, person }).first('client');
  return found === undefined ? 'foreign' : 'own';
}

const standing = z.object({ lastMutation: z.number() });

export type ClientStanding = z.infer<typeof standing>;

/** The client of this person, and how far its mutations got. */
export async function clientOfPerson(db: Reader, owner: Omit<ClientOwner, 'now'>): Promise<ClientStanding | null> {
  const { tenant, client, person } = owner;
  const found: unknown = await db('client_owners as owner')
    .join('clients as client', (on) => on.on('client.tenant', 'owner.tenant').on('client.id', 'owner.client'))
    .where({ 'owner.tenant': tenant, 'owner.client': client, 'owner.person': person })
    .first('client.lastMutation');
  return found === undefined ? null : standing.parse(found);
}
