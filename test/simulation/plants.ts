/** Bugs that can be planted into a world, to prove that its invariants would find them. */
export const plants = ['ack before commit', 'cursor not in the same transaction', 'rollback forgotten'] as const;
export type Plant = (typeof plants)[number];

/** Raised when an invariant does not hold; the seed makes it happen again. */
export class Violation extends Error {
  override name = 'Violation';
}

/** Raised inside a simulated process that dies at this very write. */
export class Crash extends Error {
  override name = 'Crash';
}
