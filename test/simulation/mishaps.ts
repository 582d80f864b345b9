/** Raised when an invariant does not hold; the seed makes it happen again. */
export class Violation extends Error {
  override name = 'Violation';
}

/** Raised inside a simulated process that dies at this very write. */
export class Crash extends Error {
  override name = 'Crash';
}

/** Raised by a write for which the disk has no space. */
export class DiskFull extends Error {
  override name = 'DiskFull';
}

/** Raised by a transaction that would wait for another's lock: it gives everything back and begins anew. */
export class Blocked extends Error {
  override name = 'Blocked';
}

/** Raised by a write over a row that changed since it was read. */
export class Stale extends Error {
  override name = 'Stale';
}

/** Answers whether the disk had space for it. */
export function unlessFull(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (error instanceof DiskFull) return false;
    throw error;
  }
}
