import type { Reader } from '#db/cache/sqlite';
import { readByKeys } from '#db/cache/told-rows';
import type { LoadRows } from '#sync/perform';

/** Rows as the picture shows them, for a rule that is only asked. */
export function loadFrom(db: Reader): LoadRows {
  return async (keys, loaded) => {
    for (const { table, id } of keys) loaded.set(table, id, null);
    for (const { table, row } of await readByKeys(db, keys)) loaded.set(table, row.id, row);
  };
}
