import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { fillDisks } from '../../prove/disk-full';
import { noFrailDisks } from '../../prove/frail-disk';
import { killDesks } from '../../prove/kill-desk';
import { spoilCopies } from '../../prove/noise';
import { cutPower } from '../../prove/power-cut';
import type { Figures, Plan } from '../../prove/proof';
import { workApart } from '../../prove/two-apps';

/** The short forms of `npm run prove`; a failure is played again with `--seed`. */
const seed = Date.now() % 2 ** 31;
const patience = 500_000;

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

type Short = readonly [name: string, prove: (databases: CentralDatabases, plan: Plan, say: (line: string) => void) => Promise<Figures>, plan: Pick<Plan, 'runs' | 'desks'>];

async function judged([, prove, plan]: Short): Promise<void> {
  const wrong: string[] = [];
  const figures = await prove(databases, { ...plan, seed, worlds: 1, until: Infinity }, (line) => wrong.push(line));
  expect(wrong.filter((line) => /^(LOST|TWICE)/.test(line))).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, twice: 0 });
  expect(figures.acknowledged).toBeGreaterThan(1);
}

const everywhere: readonly Short[] = [
  ['it is killed', killDesks, { runs: 4, desks: 2 }],
  ['its copy turns to noise', spoilCopies, { runs: 3, desks: 1 }],
  ['its person works at another one too', workApart, { runs: 6, desks: 2 }],
];
test.each(everywhere)(`nothing that a desk answered as done is lost or done twice while %s (seed ${seed})`, { timeout: patience }, async (...short) => judged(short));

const asRoot: readonly Short[] = [
  ['the power of its disk is cut', cutPower, { runs: 2, desks: 2 }],
  ['its disk fills up', fillDisks, { runs: 3, desks: 1 }],
];
test.each(asRoot)(`nothing that a desk answered as done is lost or done twice while %s (seed ${seed})`, { timeout: patience }, async (...short) => {
  const absent = noFrailDisks();
  // The context of a test is not handed to those of a table.
  if (absent !== null) return void process.stderr.write(`${absent} Left out.\n`);
  return judged(short);
});
