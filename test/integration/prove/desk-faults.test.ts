import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { killDesks } from '../../prove/kill-desk';
import { noFrailDisks } from '../../prove/frail-disk';
import { cutPower } from '../../prove/power-cut';

/** The short forms of `npm run prove`; a failure is played again with `--seed`. */
const seed = Date.now() % 2 ** 31;

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

test(`nothing that a desk answered as done is lost or done twice while it is killed (seed ${seed})`, async () => {
  const wrong: string[] = [];
  const figures = await killDesks(databases, { runs: 8, desks: 4, worlds: 1, seed }, (line) => wrong.push(line));
  expect(wrong.filter((line) => /^(LOST|TWICE)/.test(line))).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, twice: 0 });
  expect(figures.acknowledged).toBeGreaterThan(4);
});

test(`nothing that a desk answered as done is lost when the power of its disk is cut (seed ${seed})`, async ({ skip }) => {
  const absent = noFrailDisks();
  if (absent !== null) skip(absent);
  const wrong: string[] = [];
  const figures = await cutPower(databases, { runs: 4, desks: 2, worlds: 1, seed }, (line) => wrong.push(line));
  expect(wrong.filter((line) => /^(LOST|TWICE)/.test(line))).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, twice: 0 });
  expect(figures.acknowledged).toBeGreaterThan(2);
});
