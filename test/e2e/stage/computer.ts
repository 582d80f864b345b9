import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder of a computer's user, gone when the test is over. */
export type Computer = { readonly folder: string; readonly forget: () => Promise<void> };

export async function freshComputer(): Promise<Computer> {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-computer-'));
  return { folder, forget: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) };
}
