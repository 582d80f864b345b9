/** Why a file of this computer cannot be used as it is. */
export type Damage =
  /** No space left: goes on when there is. */
  | 'full'
  /** Noise, or a file of something else: never becomes better. */
  | 'corrupt'
  | 'failed';

const corrupt = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_MISMATCH', 'SQLITE_FORMAT']);

/** Reads an error of SQLite; null when it is none: then it is a bug and must be thrown on. */
export function damageOf(error: unknown): Damage | null {
  if (error instanceof DamagedFileError) return 'corrupt';
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC' || error.code === 'EDQUOT') return 'full';
  if (corrupt.has(error.code)) return 'corrupt';
  const isOfTheDisk = ['SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'SQLITE_BUSY', 'EIO', 'EROFS', 'EACCES'].includes(error.code);
  return isOfTheDisk ? 'failed' : null;
}

/**
 * The same of the copy, which is disposable: its statements are all the program's own, so where one is refused, noise lies in what the
 * file says of itself. The outbox is not judged so, as it would be put aside for a fault of the program.
 */
export function damageOfCopy(error: unknown): Damage | null {
  const isRefused = error instanceof Error && 'code' in error && error.code === 'SQLITE_ERROR';
  return damageOf(error) ?? (isRefused ? 'corrupt' : null);
}

/** Another process holds the file. */
export function isHeldElsewhere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}

/** What we stored we can read: what does not parse was damaged. */
export function stored<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new DamagedFileError('what was stored does not parse', { cause: error });
  }
}

/** The file opens but is not what it says: from the future, of another person, or with a failed check. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
}
