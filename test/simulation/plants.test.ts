import { expect, test } from 'vitest';
import { play } from './play';
import { isPlant, plants, rare, type Plant } from './plants';

/** Worlds within which every planted bug has to be found, by the rule that it breaks. */
const worlds = 2000;

async function firstFinding(plant: Plant): Promise<number | null> {
  for (let seed = 1; seed <= worlds; seed += 1) if (plants[plant].test((await play(seed, 500, plant)) ?? '')) return seed;
  return null;
}

test.each(Object.keys(plants).filter(isPlant).filter((plant) => !rare.has(plant)))(`the planted bug "%s" is found within ${worlds} worlds`, { timeout: 180_000 }, async (plant) => {
  const seed = await firstFinding(plant);
  process.stdout.write(`planted: ${plant}; found in world ${seed ?? 'none'}\n`);
  expect(seed).not.toBeNull();
});
