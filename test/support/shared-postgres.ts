import { startEmbeddedPostgres, type EmbeddedPostgres } from '#db/central/embedded-postgres';
import { openCentral } from '#db/central/open';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let running: { readonly postgres: EmbeddedPostgres; readonly folder: string } | null = null;

/** One PostgreSQL for all files of a run; a server that the caller names is used instead. */
export async function setup(): Promise<void> {
  if (process.env['OTKLIK_TEST_DATABASE_URL'] !== undefined) return;
  const folder = await freshClusterFolder();
  const postgres = await startEmbeddedPostgres(folder);
  running = { postgres, folder };
  const admin = openCentral(postgres.url);
  // Tests end processes, never the machine: what the system holds in memory is not lost.
  await admin.raw('alter system set fsync = off');
  await admin.raw('select pg_reload_conf()');
  await admin.destroy();
  process.env['OTKLIK_TEST_DATABASE_URL'] = postgres.url;
}

export async function teardown(): Promise<void> {
  if (running === null) return;
  await running.postgres.stop();
  await rm(running.folder, { recursive: true, force: true });
}

/** Root hands the cluster to an unprivileged account, which has to get in. */
export async function freshClusterFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-test-'));
  await chmod(folder, 0o711);
  return folder;
}
