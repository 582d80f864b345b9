import { afterAll, beforeAll, expect, test } from 'vitest';
import { proveClaims } from '../../prove/claims';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';

/** A failure is played again with `npm run prove -- claims --seed`. */
const seed = Date.now() % 2 ** 31;

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases({});
});
afterAll(() => databases.stop());

test(`2,000 claims at once give no conversation to two, and no late holder writes (seed ${seed})`, { timeout: 400_000 }, async () => {
  const figures = await proveClaims(databases, { runs: 2000, seed, worlds: 1, desks: 50, until: Infinity }, () => undefined);
  expect(figures).toMatchObject({ runs: 2000, lost: 0, twice: 0, late_applied: 0 });
  expect(figures['late_refused']).toBeGreaterThan(0);
});
