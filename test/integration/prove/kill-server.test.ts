import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { killServers } from '../../prove/kill-server';

const seed = Date.now() % 2 ** 31;

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

test(`nothing acknowledged is lost or done twice while two servers are killed in turn (seed ${seed})`, async () => {
  const wrong: string[] = [];
  const figures = await killServers(databases, { runs: 3, seed, worlds: 1 }, (line) => wrong.push(line));
  expect(wrong).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, twice: 0, unknown: 0 });
  expect(figures.acknowledged).toBeGreaterThan(20);
});
