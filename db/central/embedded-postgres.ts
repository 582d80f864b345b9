import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { installedBinaries, type PostgresBinaries } from './postgres-binaries';
import { clusterUser } from './postgres-cluster';

export type EmbeddedPostgres = {
  /** Signs in to the database `postgres` as the owner of the cluster. */
  readonly url: string;
  readonly keeper: number;
  readonly stop: () => Promise<void>;
};

const answer = z.union([z.strictObject({ port: z.int() }), z.strictObject({ failure: z.string() })]);

/** Brings up PostgreSQL with its data under `dataFolder`; it stops when this process ends, in whatever way. */
export async function startEmbeddedPostgres(dataFolder: string, binaries: PostgresBinaries = installedBinaries()): Promise<EmbeddedPostgres> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const password = await secretOf(dataFolder);
  const child = spawn(process.execPath, keeperCommand(), { detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify({ dataFolder, password, binaries })}\n`);
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the keeper of PostgreSQL ended')));
  });
  const parsed = answer.parse(JSON.parse(line));
  if ('failure' in parsed) {
    await over;
    throw new Error(parsed.failure);
  }
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await over;
  };
  return { url: `postgres://${clusterUser}:${password}@127.0.0.1:${parsed.port}/postgres`, keeper: child.pid ?? 0, stop };
}

async function secretOf(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'postgres.secret');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  const secret = randomBytes(24).toString('hex');
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

/** Beside this file when built, in a folder below it when this code landed in a chunk, or as source under a loader. */
function keeperCommand(): string[] {
  for (const name of ['./postgres-keeper.js', '../postgres-keeper.js']) {
    const built = fileURLToPath(new URL(name, import.meta.url));
    if (existsSync(built)) return [built];
  }
  return ['--import', 'tsx', fileURLToPath(new URL('./postgres-keeper.ts', import.meta.url))];
}
