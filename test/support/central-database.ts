import { startEmbeddedPostgres } from '#db/central/embedded-postgres';
import { openCentral } from '#db/central/open';
import type { PostgresBinaries } from '#db/central/postgres-binaries';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { makeTemplate, uniqueName, withDatabase } from './central-template';
import { freshClusterFolder, shared } from './shared-postgres';

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
  const given = own === null ? shared() : null;
  const folder = await freshClusterFolder();
  const embedded = given === null ? await startEmbeddedPostgres(folder, own?.binaries) : null;
  const server = given?.url ?? embedded?.url ?? '';
  const admin = openCentral(server);
  const template = given?.template ?? (await makeTemplate(admin, server));
  const opened: Knex[] = [];
  const made: string[] = [];
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
