import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const inside = z.object({ refresh: z.string().min(20) });
const kept = z.union([z.object({ token: z.string() }).transform(({ token }) => [inside.parse(JSON.parse(token)).refresh]), z.object({ sealed: z.string() }).transform(() => [])]);

/** The refresh token of a computer without a key store; where one seals it, nobody else can know it, and there is nothing to look for. */
export async function keptTokens(computer: string): Promise<readonly string[]> {
  return kept.parse(JSON.parse(await readFile(join(computer, 'profile', 'session.json'), 'utf8')));
}
