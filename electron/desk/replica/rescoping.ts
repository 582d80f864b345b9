import type { SqliteFile, Writer } from '#db/cache/sqlite';
import type { Scope } from '#domain/scope';
import type { RowChange } from '#domain/tables';
import type { CopyTransaction, Position } from '#sync/local-copy';

export type Standing = { readonly position: Position; readonly lastMutation: number };

/** The rest of a copy that stands at `onto`: what happened since, the rows that come in, and where it stands then. */
export type Rest = { readonly onto: Position; readonly changes: readonly RowChange[]; readonly file: SqliteFile; readonly position: Position };

export type Rescoping = { readonly left: readonly Scope[]; readonly position: Position; readonly fill: (copy: CopyTransaction, tx: Writer) => Promise<void> };

/** Conversations that these changes take away for good: one that moved between two teams comes in again. */
export function goneConversations(changes: readonly RowChange[]): readonly string[] {
  const removed = new Set<string>();
  for (const change of changes) {
    if (change.table !== 'conversations') continue;
    if (change.op === 'remove') removed.add(change.id);
    else removed.delete(change.row.id);
  }
  return [...removed];
}
