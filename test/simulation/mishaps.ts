/** Raised when an invariant does not hold; the seed makes it happen again. */
export class Violation extends Error {
  override name = 'Violation';
}

/** What happens in a simulated world all the time; nobody reads where. */
class Mishap extends Error {
  constructor() {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super();
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Raised inside a simulated process that dies at this very write. */
export class Crash extends Mishap {}

/** Raised by a write for which the disk has no space. */
export class DiskFull extends Mishap {}

/** Raised by a transaction that would wait for another's lock: it gives everything back and begins anew. */
export class Blocked extends Mishap {}

/** Raised by a write over a row that changed since it was read. */
export class Stale extends Mishap {}

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
