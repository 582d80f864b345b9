import { id } from '#kernel/id';
import { ServerProcess } from '../support/server-process';
import { foundCompany } from '../support/shop-company';
import { startCentralDatabases } from '../support/central-database';
import type { Knex } from 'knex';
import { fillPast, type Past } from './company-with-past';

export type FilledCompany = { readonly server: ServerProcess; readonly db: Knex; readonly close: () => Promise<void> };

/** A company's server with a past, where half of the open conversations wait in the queue. */
export async function openFilledCompany(past: Past): Promise<FilledCompany> {
  const databases = await startCentralDatabases();
  const { db, url } = await databases.fresh();
  await foundCompany(db, url);
  await fillPast(db, past);
  const waiting = Array.from({ length: past.openConversations / 2 }, (_, index) => id('conversation', String(index * 2)));
  await db('conversations').whereIn('id', waiting).update({ assignee: null });
  // Of different bytes, as mails are: what is the same would be stored as almost nothing.
  if (past.htmlBytes !== undefined) await db.raw(`update messages set html = (select string_agg(md5(id || n), ' ') from generate_series(1, ?) as n)`, [Math.round(past.htmlBytes / 33)]);
  await db.raw('vacuum analyze');
  const server = new ServerProcess({ database: url });
  await server.start();
  return {
    server,
    db,
    close: async () => {
      await server.stop();
      await databases.stop();
    },
  };
}
