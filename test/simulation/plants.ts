/**
 * Bugs that can be planted into a world, and what the invariant says that finds each: a proof that invariants bite. A plant
 * changes what stands around the product's pure functions, or passes by one of them, in just the way that a mistake would.
 */
export const plants = {
  'acknowledged before COMMIT': /was told that mutation \d+ is committed, and it is not/,
  'idempotency key forgotten': /mutation \S+ was applied twice/,
  'command key forgotten': /a command was carried out twice/,
  'lease without fencing': /a late answer was stored/,
  'lapse outlives the next owner': /a late answer was stored/,
  'words of the customer forgotten': /was put away by \S+ over \S+, which its author had not read/,
  'lapse forgotten': /was sent back, which nobody else has held/,
  'claim without a lock': /the fence of \S+ (fell|did not grow|was given twice)/,
  'sequence instead of ordered log': /differs from the server/,
  'paused leader numbers on': /the number \d+ was given twice/,
  'cursor not in the same transaction': /differs from the server/,
  'frame applied without cursor': /differs from the server/,
  'rollback forgotten': /holds \S+, which may not be seen/,
  'pending not replayed': /the picture of \S+ is not the confirmed/,
  'confirmed image overwritten': /the picture of|differs from the server|may not be seen/,
  'older version wins': /differs from the server/,
  'scope removal forgotten': /may not be seen/,
  'moved row not taken back': /may not be seen/,
  'log floor ignored': /differs from the server/,
  'epoch ignored after a restore': /differs from the server/,
  'old numbers after a restore': /come to rest|the server has/,
  'slow reader skipped': /differs from the server|may not be seen/,
  'outbox shared by a computer': /was stored in the name of/,
  'removed row comes back with the past': /holds \S+, which may not be seen/,
  'answer to an earlier greeting counts': /holds \S+, which may not be seen/,
  'customer taken from a team that knows them': /differs from the server in (customers|identities)/,
  'customer kept while a row refers to them': /holds \S+, which may not be seen/,
  'wipe forgotten after revocation': /holds \d+ rows for nobody, which may not be seen/,
  'condemned copy forgotten': /holds \d+ rows for nobody, which may not be seen/,
  'refusal not told': /was not told that mutation/,
} as const satisfies Readonly<Record<string, RegExp>>;

export type Plant = keyof typeof plants;

/** Found in one world of thousands: these are looked for in the worlds that are kept for them (`found.test.ts`). */
export const rare: ReadonlySet<string> = new Set<Plant>(['answer to an earlier greeting counts', 'customer taken from a team that knows them', 'customer kept while a row refers to them', 'lease without fencing', 'lapse outlives the next owner']);

export function isPlant(name: string): name is Plant {
  return name in plants;
}
