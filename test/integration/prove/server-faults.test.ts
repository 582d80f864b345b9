import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { killPostgreses } from '../../prove/kill-postgres';
import { killServers } from '../../prove/kill-server';
import { cutNetwork } from '../../prove/network';
import type { Figures, Plan } from '../../prove/proof';
import { killOneOfThree } from '../../prove/servers';

/** The short forms of `npm run prove`; a failure is played again with `--seed`. */
const seed = Date.now() % 2 ** 31;
const patience = 500_000;

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases({});
});
afterAll(() => databases.stop());

const proofs: readonly (readonly [string, (databases: CentralDatabases, plan: Plan, say: (line: string) => void) => Promise<Figures>, Pick<Plan, 'runs' | 'desks'>])[] = [
  ['two servers are killed in turn', killServers, { runs: 2, desks: 3 }],
  ['PostgreSQL is killed', killPostgreses, { runs: 1, desks: 3 }],
  ['every road is cut', cutNetwork, { runs: 8, desks: 4 }],
  ['one of three servers is killed and all are restarted', killOneOfThree, { runs: 1, desks: 4 }],
];

test.each(proofs)(`nothing acknowledged is lost or done twice while %s (seed ${seed})`, { timeout: patience }, async (_name, prove, plan) => {
  const wrong: string[] = [];
  const figures = await prove(databases, { ...plan, seed, worlds: 1, until: Infinity }, (line) => wrong.push(line));
  expect(wrong.filter((line) => /^(LOST|TWICE)/.test(line))).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, twice: 0, unknown: 0 });
  expect(figures.acknowledged).toBeGreaterThan(10);
});
