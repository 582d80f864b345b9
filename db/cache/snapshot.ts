import type { PersonId } from '#kernel/id';
import type { Position } from '#sync/local-copy';
import { tableNames } from '#contract/rows';
import { moveTo } from './copy-transaction';
import { run, type Writer } from './sqlite';

/** Empties the copy: a snapshot is about to take its place, in this same transaction. */
export async function clearCopy(tx: Writer): Promise<void> {
  for (const table of [...tableNames, 'images', 'copy']) await run(tx, { sql: `delete from ${table}`, bindings: [] });
}

export async function beginCopy(tx: Writer, person: PersonId, position: Position): Promise<void> {
  await moveTo(tx, person, position);
}
