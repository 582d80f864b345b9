import { statfsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Failure } from '#contract/failures';
import { damageOf } from '#db/cache/damage';
import { refused, type Outcome } from '#kernel/outcome';

/** The code of an error that a disk made; null when it is a bug, which must be thrown on. */
export function diskFailure(error: unknown): Extract<Failure, 'disk.full' | 'disk.failed'> | null {
  const damage = damageOf(error);
  if (damage === null) return null;
  return damage === 'full' ? 'disk.full' : 'disk.failed';
}

/** SQLite needs this much beside a file before it can open it, in bytes; where less is left it says anything but that the disk is full. */
const roomToOpen = 256 * 1024;

/** What keeps a file below this folder from being opened; null when it is a bug. */
export function openFailure(error: unknown, folder: string): ReturnType<typeof diskFailure> {
  const failure = diskFailure(error);
  return failure === 'disk.failed' && room(folder) < roomToOpen ? 'disk.full' : failure;
}

function room(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}

/** Makes a failure of the disk a value. */
export async function onDisk<Value>(work: () => Promise<Value>): Promise<Outcome<Value, 'disk.full' | 'disk.failed'>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const code = diskFailure(error);
    if (code === null) throw error;
    return refused(code);
  }
}

/** Until the road is taken again after the disk did not take what it asked for, in milliseconds. */
const pauseAfter = 1000;

/** A disk without room must not leave the desk without a road: what was to be done is told as undone, and the server's next word asks for it again. */
export async function orPause(work: () => Promise<void>, tell: (code: Failure) => Promise<void>): Promise<void> {
  const done = await onDisk(work);
  if (done.ok) return;
  await tell(done.code);
  await pause(pauseAfter);
}
