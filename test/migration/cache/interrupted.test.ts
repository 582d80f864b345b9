import { expect, test } from 'vitest';
import { interruptMigrations } from '../../prove/migrations';

/** Three of what `npm run prove -- migrations` does to all. */
const seed = Date.now() % 2 ** 31;

test(`a migration that was killed before any statement loses nothing (seed ${seed})`, { timeout: 400_000 }, async () => {
  const said: string[] = [];
  expect(await interruptMigrations({ runs: 3, seed, worlds: 1, desks: 1, until: Infinity }, (line) => said.push(line))).toMatchObject({ runs: 3, lost: 0, twice: 0 });
  expect(said).toEqual([]);
});
