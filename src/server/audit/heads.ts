import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../private-file';
import type { Head } from './seal-waiting';

const head = z.object({ place: z.int().positive(), hash: z.string().length(64) });

/** Heads of the chain outside the database: the latest one, and a line for each day and each start and stop. */
export type HeadsFile = {
  readonly latest: (head: Head) => Promise<void>;
  readonly note: (head: Head, at: number) => Promise<void>;
  readonly read: () => Promise<readonly Head[]>;
};

export function openHeads(folder: string): HeadsFile {
  const latest = join(folder, 'audit-head.json');
  const noted = join(folder, 'audit-heads.jsonl');
  return {
    latest: async ({ place, hash }) => {
      await mkdir(folder, { recursive: true });
      await writePrivateFile(latest, JSON.stringify({ place, hash }));
    },
    note: ({ place, hash }, at) => appendFile(noted, `${JSON.stringify({ at: new Date(at).toISOString(), place, hash })}\n`, { mode: 0o600, flush: true }),
    read: async () => {
      const lines = `${await textOf(noted)}\n${await textOf(latest)}`.split('\n').filter((line) => line.trim() !== '');
      return lines.flatMap((line) => headOf(line) ?? []);
    },
  };
}

/** A line that a crash cut short says nothing. */
function headOf(line: string): Head | null {
  try {
    return head.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
