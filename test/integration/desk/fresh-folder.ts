import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A folder that is gone when the test file has ended. */
export function freshFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `otklik-${name}-`));
  made.push(folder);
  return folder;
}
