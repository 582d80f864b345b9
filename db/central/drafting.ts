import type { TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';

const row = z.object({ base: z.string(), model: z.string(), secret: z.string() });
export type DraftingRow = z.infer<typeof row>;

export async function findDrafting(db: Reader | Writer, tenant: TenantId): Promise<DraftingRow | null> {
  const found: unknown = await db('drafting').where({ tenant }).first('base', 'model', 'secret');
  return found === undefined ? null : row.parse(found);
}

export async function saveDrafting(tx: Writer, tenant: TenantId, saved: DraftingRow): Promise<void> {
  await tx('drafting').insert({ tenant, ...saved }).onConflict('tenant').merge();
}
