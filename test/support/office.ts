import { openCentral, type Central } from '#db/central/open';
import { id, type ClientId, type PersonId, type TeamId, type TenantId } from '#kernel/id';
import type { SignedIn } from '#server/access/sessions';
import { createLeases, type Leases } from '#server/lease/leases';
import { openExchange, type Exchange } from '#server/sync/exchange';
import type { PushPorts } from '#server/sync/push';
import { randomUUID } from 'node:crypto';

/** A server process without its entrances: what stands between a desk's socket and the database. */
export type Office = { readonly db: Central; readonly exchange: Exchange; readonly push: PushPorts; readonly leases: () => Leases; readonly close: () => Promise<void> };

export async function openOffice(url: string, connections: number): Promise<Office> {
  const db = openCentral(url, connections);
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const push: PushPorts = { guardedCommit: exchange.guardedCommit, afterChanges: async () => undefined, broke: (_name, error) => { throw error; }, counted: () => undefined };
  const close = async (): Promise<void> => {
    await exchange.stop();
    await db.destroy();
  };
  return { db, exchange, push, leases: () => createLeases({ db, commit: exchange.commit, guardedCommit: exchange.guardedCommit, failed: (error) => { throw error; } }), close };
}

export type Seated = { readonly who: SignedIn; readonly client: ClientId };

/** An agent with a registered desk, as commands and mutations know them. */
export async function seatAt({ db, exchange }: Office, { tenant, team }: { readonly tenant: TenantId; readonly team: TeamId }): Promise<Seated> {
  const person: PersonId = id('person', randomUUID());
  const client: ClientId = id('client', randomUUID());
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'clients', row: { id: client, lastMutation: 0, version: 0 } }]));
  await db('client_owners').insert({ tenant, client, person, registeredAt: 0 });
  const roles = ['agent'] as const;
  return { client, who: { session: id('session', randomUUID()), tenant, actor: { person, roles, teams: [team] }, me: { id: person, tenant, name: 'Agent', roles: [...roles], teams: [team] } } };
}
