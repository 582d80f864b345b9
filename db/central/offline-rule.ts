import type { TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader } from './open';

const rule = z.object({ offlineDays: z.number() });

/** For how many days a desk may be unlocked without the server. */
export async function offlineDaysOf(db: Reader, tenant: TenantId): Promise<number> {
  return rule.parse(await db('tenants').where({ id: tenant }).first('offlineDays')).offlineDays;
}

export async function setOfflineDays(db: Reader, tenant: TenantId, offlineDays: number): Promise<void> {
  await db('tenants').where({ id: tenant }).update({ offlineDays });
}
