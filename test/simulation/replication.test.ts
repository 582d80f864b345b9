import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { play } from './play';
import { plants } from './plants';
import { World } from './world';

const steps = 500;
const first = Number(process.env['SEED'] ?? randomInt(1_000_000));
const fresh = Array.from({ length: 150 }, (_, index) => first + index);

test(`nothing is lost and nothing is applied twice in 150 fresh worlds from seed ${first}`, async () => {
  for (const seed of fresh) expect(await play(seed, steps)).toBeNull();
});

test('worlds are busy: mutations are accepted and refused, conversations change hands', async () => {
  const seen = { mutations: 0, refusals: 0, owned: 0 };
  for (let seed = 1; seed <= 20; seed += 1) {
    const world = new World(seed, null);
    await world.run(500);
    for (const client of world.clients) seen.mutations += client.nextMutation - 1;
    seen.refusals += world.truth.rows.all('refusals').length;
    seen.owned += world.truth.rows.all('conversations').filter((row) => 'assignee' in row && row.assignee !== null).length;
  }
  expect(seen.mutations).toBeGreaterThan(300);
  expect(seen.refusals).toBeGreaterThan(10);
  expect(seen.owned).toBeGreaterThan(20);
});

for (const plant of plants) {
  test(`the planted bug "${plant}" is found within 1,000 worlds`, async () => {
    const found = await firstViolation(plant);
    expect(found).not.toBeNull();
  });
}

async function firstViolation(plant: (typeof plants)[number]): Promise<string | null> {
  for (let seed = 1; seed <= 1000; seed += 1) {
    const violation = await play(seed, 500, plant);
    if (violation !== null) return violation;
  }
  return null;
}
