import { z } from 'zod';
import { query, run, type Reader, type Writer } from '../sqlite';
import type { Source } from './sources';

/** Names first, then the newest of the rest: they are what is looked for most. */
export const order: readonly Source[] = ['customers', 'identities', 'articles', 'conversations', 'messages'];
/** So few that all of them are looked through again. */
const few: ReadonlySet<Source> = new Set<Source>(['customers', 'identities', 'articles']);

/**
 * Rows come in without being indexed: those that come from here on wait, and what waited goes on. `all`: rows that were here may
 * change, too; those that say the same are passed over. Of what is few always all.
 */
export async function beginFilling(tx: Writer, which: 'new' | 'all'): Promise<void> {
  for (const source of order) {
    const sqlTable = source;
    const isWhole = which === 'all' || few.has(source) ? 1 : 0;
    const sql = `update filling set "above" = case when "below" > "above" or ? then 0 else (select coalesce(max(rowid), 0) + 1 from ${sqlTable}) end, "below" = ? where "source" = ?`;
    await run(tx, { sql, bindings: [isWhole, Number.MAX_SAFE_INTEGER, source] });
  }
}

const shares = z.tuple([z.object({ waiting: z.number(), all: z.number() })]);

/** How much of what is here is found, from 0 to 1. */
export async function filledShare(db: Reader): Promise<number> {
  const sqlParts = order.map((sqlSource) => `select max(0, min("below", coalesce((select max(rowid) from ${sqlSource}), 0) + 1) - "above") as "waiting", coalesce((select max(rowid) from ${sqlSource}), 0) as "all"
    from filling where "source" = '${sqlSource}'`).join(' union all ');
  const [{ waiting, all }] = shares.parse(await query(db, { sql: `select sum("waiting") as "waiting", sum("all") as "all" from (${sqlParts})`, bindings: [] }));
  return all === 0 ? 1 : Math.max(0, 1 - waiting / all);
}
