import type { Central } from '#db/central/open';
import { z } from 'zod';

/**
 * What the server writes down about being asked: tries, results, refusals, its own log, where a tag was seen; the words that search
 * takes out of messages in its own time; and what its role may not even read.
 */
const bookkeeping = /^(migrations|audit_\w+|change_log|clients|command_results|refusals|sign_in_tries|api_token_uses|sync_heads|agent_leases|agents_heard|lease_watch|chat_pages|message_words|unsearched_messages)$/;

/** Every row of every table that a refused question has no business to change. */
export async function photograph(db: Central): Promise<ReadonlySet<string>> {
  const tables = z.array(z.string()).parse(await db('pg_tables').where({ schemaname: 'public' }).pluck('tablename'));
  const rows = await Promise.all(tables.filter((table) => !bookkeeping.test(table)).map((table) => rowsOf(db, table)));
  return new Set(rows.flat());
}

/** Rows that are in one picture only. */
export function differences(before: ReadonlySet<string>, after: ReadonlySet<string>): readonly string[] {
  return [...[...before].filter((row) => !after.has(row)), ...[...after].filter((row) => !before.has(row))];
}

async function rowsOf(db: Central, table: string): Promise<readonly string[]> {
  const rows = z.array(z.object({ row: z.string() })).parse(await db({ t: table }).select(db.raw('t::text as row')));
  return rows.map(({ row }) => `${table} ${row}`);
}
