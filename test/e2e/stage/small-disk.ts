import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of some megabytes in the place of a folder, which can be filled to the last byte, or to so many before it. */
export type SmallDisk = { readonly fill: (except?: number) => void; readonly free: () => void; readonly remove: () => void };

/** Null where this user may not mount: then the proof of a full disk has to be left out, and says so. */
export function smallDiskAt(folder: string): SmallDisk | null {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=0700', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    process.stderr.write('A disk of its own needs root: the test of a full disk is skipped.\n');
    return null;
  }
  const filler = join(folder, 'filler');
  return {
    fill: (except = 0) => {
      const { bavail, bsize } = statfsSync(folder);
      try {
        writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - except)));
      } catch (error) {
        // Somebody wrote meanwhile: what is left is less than was counted, and taken.
        if (!isFull(error)) throw error;
      }
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => void execFileSync('umount', ['-l', folder]),
  };
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
