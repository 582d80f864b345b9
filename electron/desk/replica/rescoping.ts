import type { SqliteFile, Writer } from '#db/cache/sqlite';
import type { Scope } from '#domain/scope';
import type { RowChange } from '#domain/tables';
import type { CopyTransaction, Position } from '#sync/local-copy';

export type Standing = { readonly position: Position; readonly lastMutation: number };

/** The rest of a copy that stands at `onto`: what happened since, the rows that come in, and where it stands then. */
export type Rest = { readonly onto: Position; readonly changes: readonly RowChange[]; readonly file: SqliteFile; readonly position: Position };

export type Rescoping = { readonly left: readonly Scope[]; readonly position: Position; readonly fill: (copy: CopyTransaction, tx: Writer) => Promise<void> };
