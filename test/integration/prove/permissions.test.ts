import { afterAll, beforeAll, expect, test } from 'vitest';
import { changePermissions } from '../../prove/permissions';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';

/** A failure is played again with `npm run prove -- permissions --seed`. */
const seed = Date.now() % 2 ** 31;

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

test(`no row and no byte of what may not be seen is in a file of a desk while permissions change (seed ${seed})`, { timeout: 400_000 }, async () => {
  const wrong: string[] = [];
  const figures = await changePermissions(databases, { runs: 6, seed, worlds: 1, desks: 4, until: Infinity }, (line) => wrong.push(line));
  expect(wrong).toEqual([]);
  expect(figures).toMatchObject({ runs: 6, lost: 0, twice: 0, foreign_rows: 0, foreign_bytes: 0 });
  expect(figures['permission_changes']).toBeGreaterThan(6);
});
