import { expect, test } from 'vitest';
import { putBack } from '../../prove/restore';
import { BackupTools } from '../../support/backup';
import { debianBinaries, startCentralDatabases } from '../../support/central-database';

/** A failure is played again with `npm run prove -- restore --seed`. */
const seed = Date.now() % 2 ** 31;
const binaries = debianBinaries();
const why = binaries === null ? ' (skipped: the embedded PostgreSQL has no pg_dump, and PostgreSQL 15 is not installed)' : '';

test.skipIf(binaries === null)(`what was promised before a backup stands after it was put back, and what waited arrives once${why} (seed ${seed})`, { timeout: 400_000 }, async () => {
  if (binaries === null) return;
  const databases = await startCentralDatabases({ binaries });
  try {
    const wrong: string[] = [];
    const figures = await putBack({ databases, tools: new BackupTools(binaries), way: 'dump' }, { runs: 1, seed, worlds: 1, desks: 3, until: Infinity }, (line) => wrong.push(line));
    expect(wrong.filter((line) => /^(LOST|TWICE)/.test(line))).toEqual([]);
    expect(figures).toMatchObject({ lost: 0, twice: 0 });
    expect(figures.acknowledged).toBeGreaterThan(0);
  } finally {
    await databases.stop();
  }
});
