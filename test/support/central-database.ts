import { startEmbeddedPostgres } from '#db/central/embedded-postgres';
import { openCentral } from '#db/central/open';
import { prepareCentral } from '#db/central/prepare';
import type { PostgresBinaries } from '#db/central/postgres-binaries';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { freshClusterFolder } from './shared-postgres';

/** Real databases for the tests of one file; each test may have one of its own. */
export type CentralDatabases = {
  /** A fresh, migrated database. */
  readonly fresh: () => Promise<{ readonly url: string; readonly db: Knex }>;
  /** Process id of whoever keeps PostgreSQL running, or 0 where it runs by itself. */
  readonly keeper: number;
  readonly folder: string;
  readonly stop: () => Promise<void>;
};

/** Debian's PostgreSQL 15, where it is installed. */
export function debianBinaries(): PostgresBinaries | null {
  const root = '/usr/lib/postgresql/15';
  return existsSync(join(root, 'bin', 'initdb')) ? { root, bin: join(root, 'bin'), version: '15' } : null;
}

/** Databases on the PostgreSQL that the run shares, or on one of the caller's own: of a certain make, or to be stopped by force. */
export async function startCentralDatabases(own: { readonly binaries?: PostgresBinaries } | null = null): Promise<CentralDatabases> {
  const given = own === null ? process.env['OTKLIK_TEST_DATABASE_URL'] : undefined;
  const folder = await freshClusterFolder();
  const embedded = given === undefined ? await startEmbeddedPostgres(folder, own?.binaries) : null;
  const server = given ?? embedded?.url ?? '';
  const admin = openCentral(server);
  const template = await makeTemplate(admin, server);
  const opened: Knex[] = [];
  const made: string[] = [template];
  return {
    keeper: embedded?.keeper ?? 0,
    folder,
    fresh: async () => {
      const name = uniqueName('test');
      await admin.raw('create database ?? template ??', [name, template]);
      made.push(name);
      const url = withDatabase(server, name);
      const db = openCentral(url);
      opened.push(db);
      return { url, db };
    },
    stop: async () => {
      await Promise.all(opened.map((db) => db.destroy()));
      if (embedded === null) for (const name of made) await admin.raw('drop database if exists ?? with (force)', [name]);
      await admin.destroy();
      await embedded?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(admin: Knex, server: string): Promise<string> {
  const name = uniqueName('template');
  await admin.raw('create database ??', [name]);
  const db = openCentral(withDatabase(server, name));
  const outcome = await prepareCentral(db);
  await db.destroy();
  if (!outcome.ok) throw new Error(outcome.code);
  return name;
}

function uniqueName(kind: string): string {
  return `otklik_${kind}_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
