import type { z } from 'zod';

/** Of what a person left here, the rows that can be read: one that cannot stays as it lies, and keeps nobody from the others. */
export function readable<Row>(schema: z.ZodType<Row>, rows: readonly unknown[]): readonly Row[] {
  return rows.flatMap((row) => schema.safeParse(row).data ?? []);
}
