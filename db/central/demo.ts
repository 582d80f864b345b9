import type { TenantId } from '#kernel/id';
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
