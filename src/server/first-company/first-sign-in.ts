import { tenantId } from '#contract/ids';
import { id } from '#kernel/id';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../private-file';

const firstSignIn = z.strictObject({ tenant: tenantId, email: z.string(), password: z.string() });

/** How the first person of the first company signs in. */
export type FirstSignIn = z.infer<typeof firstSignIn>;

/** Null when no first company was begun from this data folder. */
export async function readFirstSignIn(path: string): Promise<FirstSignIn | null> {
  try {
    return firstSignIn.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes a password up and writes it down where only the owner of the data folder can read it. */
export async function inventFirstSignIn(path: string, email: string): Promise<FirstSignIn> {
  const made: FirstSignIn = { tenant: id('tenant', randomUUID()), email, password: randomBytes(15).toString('base64url') };
  await mkdir(dirname(path), { recursive: true });
  await writePrivateFile(path, JSON.stringify(made, null, 2));
  return made;
}
