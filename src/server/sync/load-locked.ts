import type { Writer } from '#db/central/open';
import { lockAll, type Within } from '#db/central/rows';
import type { LoadRows } from '#sync/perform';

/** Loads what a mutator reads from the truth and holds it until the transaction ends. */
export function loadLocked(tx: Writer, within: Within): LoadRows {
  return async (keys, loaded) => {
    for (const { table, id } of keys) loaded.set(table, id, null);
    for (const { table, row } of await lockAll(tx, within, keys)) loaded.set(table, row.id, row);
  };
}
