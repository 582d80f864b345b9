import { personId, tenantId } from '#contract/ids';
import type { PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader } from './open';

const provider = z.object({ id: z.string(), tenant: tenantId, name: z.string(), issuer: z.string(), client: z.string(), secret: z.string(), base: z.string() });

/** Somebody whom a company trusts to say who a person is. `secret` is sealed. */
export type Provider = Readonly<z.infer<typeof provider>>;

export async function addProvider(db: Reader, row: Provider): Promise<boolean> {
  const made: unknown[] = await db('oidc_providers').insert(row).onConflict(['tenant', 'issuer']).ignore().returning('id');
  return made.length > 0;
}

export async function findProvider(db: Reader, id: string): Promise<Provider | null> {
  const found: unknown = await db('oidc_providers').where({ id }).first();
  return found === undefined ? null : provider.parse(found);
}

const named = z.array(z.object({ id: z.string(), name: z.string() }));

export async function listProviders(db: Reader): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return named.parse(await db('oidc_providers').orderBy('name').limit(20).select('id', 'name'));
}

export type OutsideSubject = { readonly tenant: TenantId; readonly issuer: string; readonly subject: string };

/** A subject is one person's, and stays so: giving it to another one must not be a slip. */
export async function addLink(db: Reader, who: OutsideSubject, to: { readonly person: PersonId; readonly now: Instant }): Promise<boolean> {
  const made: unknown[] = await db('oidc_links').insert({ ...who, person: to.person, linkedAt: to.now }).onConflict(['tenant', 'issuer', 'subject']).ignore().returning('person');
  return made.length > 0;
}

const linked = z.object({ person: personId });

export async function personOfSubject(db: Reader, who: OutsideSubject): Promise<PersonId | null> {
  const found: unknown = await db('oidc_links').where({ ...who }).first('person');
  return found === undefined ? null : linked.parse(found).person;
}

export async function isPersonOf(db: Reader, tenant: TenantId, person: PersonId): Promise<boolean> {
  return (await db('accounts').where({ tenant, person }).first('person')) !== undefined;
}

const attempt = z.object({
  id: z.string(), provider: z.string(), challenge: z.string(), port: z.number(), device: z.string(),
  state: z.string(), nonce: z.string(), verifier: z.string(), endsAt: z.number(),
});

/** One walk of a person through the browser, good for minutes. */
export type Attempt = Readonly<z.infer<typeof attempt>>;

export async function addAttempt(db: Reader, row: Attempt, now: Instant): Promise<void> {
  await db('oidc_attempts').where('endsAt', '<', now).delete();
  await db('oidc_attempts').insert({ ...row, step: 'begun' });
}

/** The attempt that has not come back yet. */
export async function findBegun(db: Reader, id: string, now: Instant): Promise<Attempt | null> {
  const found: unknown = await db('oidc_attempts').where({ id, step: 'begun' }).where('endsAt', '>', now).first();
  return found === undefined ? null : attempt.parse(found);
}

/** Takes the attempt of this state at this provider's own door; a state comes back once. */
export async function takeByState(db: Reader, came: { readonly state: string; readonly provider: string }, now: Instant): Promise<Attempt | null> {
  const taken: unknown[] = await db('oidc_attempts').where({ ...came, step: 'begun' }).where('endsAt', '>', now).update({ step: 'called' }).returning('*');
  return taken.length === 0 ? null : attempt.parse(taken[0]);
}

export async function keepPerson(db: Reader, id: string, known: { readonly person: PersonId; readonly code: string }): Promise<void> {
  await db('oidc_attempts').where({ id, step: 'called' }).update({ step: 'known', ...known });
}

const finished = z.object({ provider: z.string(), device: z.string(), person: personId });

/** Takes what a finished attempt found out, once, for whoever holds both of its secrets. */
export async function takeKnown(db: Reader, held: { readonly id: string; readonly challenge: string; readonly code: string }, now: Instant): Promise<z.infer<typeof finished> | null> {
  const taken: unknown[] = await db('oidc_attempts').where({ ...held, step: 'known' }).where('endsAt', '>', now).update({ step: 'over' }).returning(['provider', 'device', 'person']);
  return taken.length === 0 ? null : finished.parse(taken[0]);
}
