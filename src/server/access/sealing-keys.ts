import { link, mkdir, readFile, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ConfigError, type Config } from '../config';
import { writePrivateFile } from '../private-file';
import { createSealing, keyFrom, newKey, type Sealing } from './sealing';

const fileName = 'sealing.key';

/** By the keys of the environment, or by the one in the data folder, which is made at the first start. */
export async function openSealing({ keys, dataFolder }: Pick<Config, 'keys' | 'dataFolder'>): Promise<Sealing> {
  if (keys !== null) return createSealing(parsed(keys, 'OTKLIK_KEY'));
  if (dataFolder === null) throw new ConfigError(['OTKLIK_KEY', 'OTKLIK_DATA']);
  const path = join(dataFolder, fileName);
  const kept = (await readIfThere(path)) ?? (await makeKey(path));
  return createSealing(parsed(kept, fileName));
}

function parsed(text: string, source: string): [Buffer, ...Buffer[]] {
  const keys = text.trim().split(/[\s,]+/).map(keyFrom);
  const [first] = keys;
  const rest = keys.slice(1).filter((key) => key !== null);
  if (first === undefined || first === null || rest.length !== keys.length - 1) throw new ConfigError([source]);
  return [first, ...rest];
}

/** Of several servers that start at once on one folder, one makes the key and all read it. */
async function makeKey(path: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  const fresh = `${path}.${randomUUID()}`;
  await writePrivateFile(fresh, `${newKey()}\n`);
  await link(fresh, path).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
  await rm(fresh);
  return readFile(path, 'utf8');
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
