import type { RemarkRow } from '#domain/supervision/remark';
import type { ConversationId } from '#kernel/id';
import { z } from 'zod';
import { readRows } from './read-rows';
import { query, type Reader } from './sqlite';

/** `waiting`: a pending mutation wrote it, so it has not left this computer for certain. */
export type ReadRemark = { readonly row: RemarkRow; readonly waiting: boolean };

const ids = z.array(z.object({ id: z.string() }));

/** What this copy holds of remarks about the case of a conversation, oldest first. */
export async function readRemarks(db: Reader, conversation: ConversationId): Promise<readonly ReadRemark[]> {
  const sql = `select * from remarks where "case" = (select "case" from conversations where "id" = ?) order by "at", "id"`;
  const remarks = await readRows(db, 'remarks', { sql, bindings: [conversation] });
  if (remarks.length === 0) return [];
  const drawn = ids.parse(await query(db, { sql: `select "id" from images where "tableName" = 'remarks' and "row" is null`, bindings: [] }));
  const waiting = new Set(drawn.map(({ id }) => id));
  return remarks.map((row) => ({ row, waiting: waiting.has(row.id) }));
}
