import { expect, test } from 'vitest';
import { play } from './play';
import { isPlant, plants } from './plants';

/** Worlds within which every planted bug has to be found. */
const worlds = 2000;

test.each(Object.keys(plants).filter(isPlant))(`the planted bug "%s" is found within ${worlds} worlds`, async (plant) => {
  let found: string | null = null;
  for (let seed = 1; seed <= worlds && found === null; seed += 1) found = await play(seed, 500, plant);
  expect(found).toMatch(plants[plant]);
});
