/**
 * Bugs that can be planted into a world, and the words of the invariant that finds each: a proof that invariants bite.
 * A plant changes what stands around the product's pure functions, or passes by one of them, in just the way that a mistake would.
 */
export const plants = {
  'acknowledged before COMMIT': 'told that mutation',
  'idempotency key forgotten': 'applied twice',
  'command key forgotten': 'carried out twice',
  'claim without a lock': 'fence',
  'sequence instead of ordered log': 'differs from the server',
  'paused leader numbers on': 'number',
  'cursor not in the same transaction': 'differs from the server',
  'frame applied without cursor': 'differs from the server',
  'rollback forgotten': 'picture',
  'pending not replayed': 'picture',
  'confirmed image overwritten': 'differs from the server',
  'older version wins': 'differs from the server',
  'removed row comes back with the past': 'may not be seen',
  'scope removal forgotten': 'may not be seen',
  'log floor ignored': 'differs from the server',
  'epoch ignored after a restore': 'differs from the server',
  'old numbers after a restore': 'come to rest',
  'slow reader skipped': 'differs from the server',
  'outbox shared by a computer': 'in the name of',
  'refusal not told': 'was not told',
} as const;

export type Plant = keyof typeof plants;

export function isPlant(name: string): name is Plant {
  return name in plants;
}
