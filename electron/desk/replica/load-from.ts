import { readById } from '#db/cache/read-rows';
import type { Reader } from '#db/cache/sqlite';
import type { LoadRows } from '#sync/perform';

/** Rows as the picture shows them, for a rule that is only asked. */
export function loadFrom(db: Reader): LoadRows {
  return async (keys, loaded) => {
    for (const { table, id } of keys) loaded.set(table, id, await readById(db, table, id));
  };
}
