import { clientId, personId, teamId, tenantId } from '#contract/ids';
import { scopeText } from '#contract/scope';
import { readStanding } from '#db/central/history';
import { scopesOf } from '#domain/scope';
import { id, type ClientId } from '#kernel/id';
import type { Position } from '#sync/local-copy';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** A client and where its copy stands. */
export type Registered = { readonly client: ClientId; readonly at: Position };

export const registered = z.array(z.object({ client: clientId, at: z.object({ epoch: z.string(), cursor: z.number(), scopes: z.array(scopeText) }) }));

const account = z.object({ tenant: tenantId, person: personId, teams: z.array(teamId) });

/**
 * Registers clients of one person straight in SQL, as if each had fetched its copy: the product's limits do not let two
 * hundred desks of one person begin in one second, and how they began is not what is measured.
 */
export async function registerClients(db: Knex, email: string, count: number): Promise<readonly Registered[]> {
  const found: unknown = await db('accounts as a').join('people as p', (on) => on.on('p.tenant', 'a.tenant').on('p.id', 'a.person')).where({ 'a.email': email }).first('a.tenant', 'a.person', 'p.teams');
  const { tenant, person, teams } = account.parse(found);
  const clients = Array.from({ length: count }, () => id('client', randomUUID()));
  const owners = clients.map((client) => ({ tenant, client, person, registeredAt: Date.now() }));
  await db('clients').insert(clients.map((client) => ({ tenant, id: client, lastMutation: 0, version: 1 })));
  await db('client_owners').insert(owners);
  const { seq, epoch } = await readStanding(db, tenant);
  return clients.map((client) => ({ client, at: { epoch, cursor: seq, scopes: scopesOf({ person, roles: ['agent'], teams }, client) } }));
}
