import type { Writer } from '#db/central/open';
import { lockRow } from '#db/central/rows';
import type { TableName } from '#domain/tables';
import type { TenantId } from '#kernel/id';
import type { Loaded } from '#sync/change';
import type { LoadRows } from '#sync/perform';

/** Loads what a mutator reads from the truth and holds it until the transaction ends. */
export function loadLocked(tx: Writer, tenant: TenantId): LoadRows {
  return async (keys, loaded) => {
    for (const { table, id } of keys) await lockInto(loaded, table, { tx, tenant, id });
  };
}

async function lockInto<Table extends TableName>(loaded: Loaded, table: Table, row: { readonly tx: Writer; readonly tenant: TenantId; readonly id: string }): Promise<void> {
  loaded.set(table, row.id, await lockRow(row.tx, row.tenant, { table, id: row.id }));
}
