import { personId } from '#contract/ids';
import type { PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader } from './open';

export async function hasTenant(db: Reader, tenant: TenantId): Promise<boolean> {
  return (await db('tenants').where({ id: tenant }).first('id')) !== undefined;
}

/** Cases that somebody still has to do something about. */
export async function unfinishedCases(db: Reader, tenant: TenantId): Promise<number> {
  const found: unknown = await db('cases').where({ tenant }).whereRaw(`state->>'status' in ('new', 'open', 'waiting')`).count({ count: '*' }).first();
  return z.object({ count: z.coerce.number() }).parse(found).count;
}

/** Colleagues whom nobody has played since then: no session of theirs was seen. */
export async function unplayedColleagues(db: Reader, tenant: TenantId, since: Instant): Promise<readonly PersonId[]> {
  const found: unknown = await db('people as person')
    .where('person.tenant', tenant)
    .whereNotExists((query) => void query.from('sessions as session').whereRaw('session.tenant = person.tenant and session.person = person.id').whereNull('session.revoked').where('session.seenAt', '>', since))
    .select('person.id');
  return z.array(z.object({ id: personId })).parse(found).map(({ id }) => id);
}
