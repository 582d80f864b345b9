import type { Put } from '#domain/tables';
import { z } from 'zod';
import { query, run, type Reader, type Writer } from '../sqlite';
import { columnsOf } from '../../tables/codec';
import { toldRow } from '../told-rows';
import { indexRows } from '../write-rows';
import { longestIndexed, writtenRow, type Source } from './sources';
import { order } from './waiting';

/** Of one slice: some milliseconds of this process's thread, and as many of the file's. Letters are long, lines of a chat are short. */
const rowsPerSlice = 200;
const lettersPerSlice = 40_000;

const waiting = z.array(z.object({ source: z.enum(order), below: z.int(), above: z.int() }));
const page = z.array(z.object({ place: z.int(), row: z.string() }));

/** Rows that wait to be found, and what of their table is left before them. */
type Slice = { readonly source: Source; readonly below: number; readonly above: number; readonly next: number; readonly puts: readonly Put[] };

/** What is read of a row: what is not looked through stays on the disk. */
function sqlCells(source: Source): string {
  return columnsOf(source).map(([name]) => (name === 'html' ? 'null' : name === 'text' ? `substr("text", 1, ${longestIndexed})` : `"${name}"`)).join(', ');
}

/** Null where everything is found. */
export async function nextSlice(db: Reader): Promise<Slice | null> {
  const open = waiting.parse(await query(db, { sql: 'select "source", "below", "above" from filling where "below" > "above"', bindings: [] }));
  const first = order.map((source) => open.find((one) => one.source === source)).find((one) => one !== undefined);
  if (first === undefined) return null;
  const sqlTable = first.source;
  const sqlLength = first.source === 'messages' ? `min(length("text"), ${longestIndexed})` : '1';
  const sql = `select rowid as "place", json_array(${sqlCells(first.source)}) as "row" from ${sqlTable} where rowid in (
      select "place" from (select rowid as "place", sum(${sqlLength}) over (order by rowid desc) - ${sqlLength} as "before" from ${sqlTable} where rowid < ? and rowid >= ? order by rowid desc limit ?)
      where "before" < ?) order by rowid desc`;
  const rows = page.parse(await query(db, { sql, bindings: [first.below, first.above, rowsPerSlice, lettersPerSlice] }));
  const next = rows.at(-1)?.place ?? first.above;
  return { source: first.source, below: first.below, above: first.above, next, puts: rows.map(({ row }) => toldRow(first.source, row)) };
}

/** A row that changed since the slice was read was indexed when it changed. */
export async function fillSlice(tx: Writer, { source, below, next, puts }: Slice): Promise<void> {
  await indexRows(tx, source, puts.map(writtenRow));
  await run(tx, { sql: 'update filling set "below" = ? where "source" = ? and "below" = ?', bindings: [next, source, below] });
}

/** Of one step: some ten to forty milliseconds of the file. */
const pagesPerStep = 500;

const totals = z.tuple([z.object({ changes: z.int() })]);

/**
 * A step of making the index of titles, which slices leave in many pieces, one: a word that may have been meant otherwise is looked
 * for some five hundred times, in each piece. True where there may be more to do: SQLite then changed more than the row that asks for it.
 */
export async function mergeTitles(tx: Writer, which: 'first' | 'next'): Promise<boolean> {
  const changes = async (): Promise<number> => totals.parse(await query(tx, { sql: 'select total_changes() as "changes"', bindings: [] }))[0].changes;
  const before = await changes();
  await run(tx, { sql: `insert into title_words (title_words, "rank") values ('merge', ?)`, bindings: [which === 'first' ? -pagesPerStep : pagesPerStep] });
  return (await changes()) - before >= 2;
}
