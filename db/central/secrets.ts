import { z } from 'zod';
import type { Writer } from './open';

const found = z.object({ value: z.string() });

/** A secret of the server itself, held until the transaction ends; null when there is none yet. */
export async function lockSecret(tx: Writer, name: string): Promise<string | null> {
  await tx('server_secrets').insert({ name, value: '' }).onConflict('name').ignore();
  const row: unknown = await tx('server_secrets').where({ name }).forUpdate().first('value');
  const { value } = found.parse(row);
  return value === '' ? null : value;
}

export async function keepSecret(tx: Writer, name: string, value: string): Promise<void> {
  await tx('server_secrets').where({ name }).update({ value });
}
