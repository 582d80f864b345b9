import type { Writer } from '#db/central/open';
import { lockRow } from '#db/central/rows';
import type { TenantId } from '#kernel/id';
import type { LoadRows } from '#sync/perform';

/** Loads what a mutator reads from the truth and holds it until the transaction ends. */
export function loadLocked(tx: Writer, tenant: TenantId): LoadRows {
  return async (keys, loaded) => {
    for (const key of keys) loaded.set(key.table, key.id, await lockRow(tx, tenant, key));
  };
}
