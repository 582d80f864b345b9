import type { PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type Holder = { readonly tenant: TenantId; readonly person: PersonId };

export type Factor = { readonly secret: string; readonly confirmed: boolean };

const factor = z.object({ secret: z.string(), confirmed: z.boolean() });

/** Begins a factor that counts only once it is confirmed; false when one stands that does. */
export async function beginFactor(db: Reader, holder: Holder, begun: { readonly secret: string; readonly since: Instant }): Promise<boolean> {
  const rows: unknown[] = await db('factors')
    .insert({ ...holder, ...begun, confirmed: false, lastStep: 0 })
    .onConflict(['tenant', 'person'])
    .merge({ ...begun, lastStep: 0 })
    .where('factors.confirmed', false)
    .returning('person');
  return rows.length > 0;
}

export async function readFactor(db: Reader | Writer, { tenant, person }: Holder): Promise<Factor | null> {
  const found: unknown = await db('factors').where({ tenant, person }).first('secret', 'confirmed');
  return found === undefined ? null : factor.parse(found);
}

/** Uses up a step and every one before it; false when it was used already. */
export async function spendStep(db: Reader | Writer, { tenant, person }: Holder, step: number): Promise<boolean> {
  const used: number = await db('factors').where({ tenant, person }).where('lastStep', '<', step).update({ lastStep: step });
  return used === 1;
}

export async function confirmFactor(tx: Writer, { tenant, person }: Holder): Promise<boolean> {
  const confirmed: number = await tx('factors').where({ tenant, person, confirmed: false }).update({ confirmed: true });
  return confirmed === 1;
}

/** True when there was one that counted. */
export async function endFactor(tx: Writer, { tenant, person }: Holder): Promise<boolean> {
  await tx('recovery_codes').where({ tenant, person }).delete();
  const ended: unknown[] = await tx('factors').where({ tenant, person }).delete().returning('confirmed');
  return ended.some((row) => z.object({ confirmed: z.boolean() }).parse(row).confirmed);
}

export async function putRecoveryCodes(tx: Writer, { tenant, person }: Holder, hashes: readonly string[]): Promise<void> {
  await tx('recovery_codes').where({ tenant, person }).delete();
  await tx('recovery_codes').insert(hashes.map((hash) => ({ tenant, person, hash })));
}

/** A recovery code goes with its use. */
export async function spendRecoveryCode(db: Reader, { tenant, person }: Holder, hash: string): Promise<boolean> {
  const used: number = await db('recovery_codes').where({ tenant, person, hash }).delete();
  return used === 1;
}

export async function countRecoveryCodes(db: Reader, { tenant, person }: Holder): Promise<number> {
  const rows: unknown[] = await db('recovery_codes').where({ tenant, person }).select('hash');
  return rows.length;
}
