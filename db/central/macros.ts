import { macroId } from '#contract/ids';
import type { Macro, MacroValues } from '#contract/macro';
import type { MacroId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader } from './open';

const macro = z.object({ id: macroId, title: z.string(), text: z.string(), language: z.enum(['ru', 'en']).nullable() });

type Written = MacroValues & { readonly changedAt: Instant };

/** By title. */
export async function macrosOf(db: Reader, tenant: TenantId, most: number): Promise<readonly Macro[]> {
  return z.array(macro).parse(await db('macros').where({ tenant }).orderBy(['title', 'id']).limit(most).select('id', 'title', 'text', 'language'));
}

/** One that comes from no other system is known by its own id. */
export async function addMacro(db: Reader, tenant: TenantId, row: Written & { readonly id: MacroId }): Promise<void> {
  await db('macros').insert({ tenant, key: row.id, ...row });
}

/** False where there is none. */
export async function changeMacro(db: Reader, { tenant, id }: { readonly tenant: TenantId; readonly id: MacroId }, values: Written): Promise<boolean> {
  return (await db('macros').where({ tenant, id }).update({ ...values })) > 0;
}

export async function removeMacro(db: Reader, tenant: TenantId, id: MacroId): Promise<void> {
  await db('macros').where({ tenant, id }).delete();
}
