import { startEmbeddedPostgres } from '#db/central/embedded-postgres';
import { openCentral } from '#db/central/open';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { makeTemplate } from './central-template';

const addressName = 'OTKLIK_TEST_DATABASE_URL';
const templateName = 'OTKLIK_TEST_TEMPLATE';

/** PostgreSQL tests end processes, never the machine: what the system holds in memory is not lost. */
const hasty = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** One PostgreSQL for all files of a run, with a migrated database to copy; a server that the caller names is used instead. Answers what ends it. */
export async function setup(): Promise<() => Promise<void>> {
  if (shared() !== null) return async () => undefined;
  const given = process.env[addressName];
  const { url, stop } = given === undefined ? await startHere() : { url: given, stop: async () => undefined };
  const admin = openCentral(url);
  if (given === undefined) await hurry(admin);
  const template = await makeTemplate(admin, url);
  await admin.destroy();
  process.env[addressName] = url;
  process.env[templateName] = template;
  return async () => {
    if (given !== undefined) await drop(url, template);
    await stop();
  };
}

/** What the run shares; null outside of one. */
export function shared(): { readonly url: string; readonly template: string } | null {
  const { [addressName]: url, [templateName]: template } = process.env;
  return url === undefined || template === undefined ? null : { url, template };
}

async function startHere(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const folder = await freshClusterFolder();
  const postgres = await startEmbeddedPostgres(folder);
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: postgres.url, stop };
}

async function hurry(admin: Knex): Promise<void> {
  for (const setting of hasty) await admin.raw('alter system set ?? = off', [setting]);
  await admin.raw('select pg_reload_conf()');
}

async function drop(url: string, template: string): Promise<void> {
  const admin = openCentral(url);
  await admin.raw('drop database if exists ?? with (force)', [template]);
  await admin.destroy();
}

/** Root hands the cluster to an unprivileged account, which has to get in. */
export async function freshClusterFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-test-'));
  await chmod(folder, 0o711);
  return folder;
}
