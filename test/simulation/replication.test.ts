import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { play } from './play';

const steps = 500;
const first = Number(process.env['SEED'] ?? randomInt(1_000_000));
const count = 200;

test(`nothing is lost, doubled or seen that may not be seen in ${count} fresh worlds of ${steps} steps from seed ${first}`, { timeout: 180_000 }, async () => {
  for (let seed = first; seed < first + count; seed += 1) expect(await play(seed, steps)).toBeNull();
});
