import type { ClientId, PersonId } from '#kernel/id';
import { type RowChange, type RowKey } from '#domain/tables';
import { keyText } from '#sync/change';
import type { CopyTransaction, Position } from '#sync/local-copy';
import { tableNames } from '#contract/rows';
import { z } from 'zod';
import { fromWire, putOf, toWire } from '../tables/codec';
import { readById } from './read-rows';
import { query, run, type Reader, type Writer } from './sqlite';
import { writeRows } from './write-rows';

/** Whose copy this is, and through which client it speaks. */
export type CopyOwner = { readonly person: PersonId; readonly client: ClientId };

/** The port of src/sync over one transaction of the cache. */
export function copyTransaction(tx: Writer, owner: CopyOwner): CopyTransaction {
  return {
    load: async (keys, loaded) => {
      for (const { table, id } of keys) loaded.set(table, id, await readById(tx, table, id));
    },
    keepImages: (keys) => keepImages(tx, keys),
    restoreImages: () => restoreImages(tx),
    write: (changes) => writeRows(tx, changes),
    confirm: (changes) => writeRows(tx, changes),
    moveTo: (position) => moveTo(tx, owner.person, position),
    lastMutation: () => lastMutation(tx, owner.client),
  };
}

const positions = z.array(z.object({ epoch: z.string(), cursor: z.int() }));

/** Where the copy stands; null for one that has not been filled yet. */
export async function readPosition(db: Reader | Writer): Promise<Position | null> {
  return positions.parse(await query(db, { sql: 'select "epoch", "cursor" from copy', bindings: [] }))[0] ?? null;
}

export async function moveTo(tx: Writer, person: PersonId, position: Position): Promise<void> {
  await run(tx, {
    sql: 'insert into copy ("one", "person", "epoch", "cursor") values (1, ?, ?, ?) on conflict ("one") do update set "epoch" = excluded."epoch", "cursor" = excluded."cursor"',
    bindings: [person, position.epoch, position.cursor],
  });
}

export async function lastMutation(db: Reader | Writer, client: ClientId): Promise<number> {
  return (await readById(db, 'clients', client))?.lastMutation ?? 0;
}

async function keepImages(tx: Writer, keys: readonly RowKey[]): Promise<void> {
  const different = new Map(keys.map((key) => [keyText(key), key]));
  for (const { table, id } of different.values()) {
    const row = await readById(tx, table, id);
    const image = row === null ? null : JSON.stringify(toWire(table, row));
    await run(tx, { sql: 'insert into images ("tableName", "id", "row") values (?, ?, ?) on conflict do nothing', bindings: [table, id, image] });
  }
}

const images = z.array(z.object({ tableName: z.enum(tableNames), id: z.string(), row: z.string().nullable() }));

async function restoreImages(tx: Writer): Promise<void> {
  const kept = images.parse(await query(tx, { sql: 'select "tableName", "id", "row" from images', bindings: [] }));
  if (kept.length === 0) return;
  await writeRows(tx, kept.map(({ tableName, id, row }): RowChange => {
    if (row === null) return { op: 'remove', table: tableName, id };
    return putOf(tableName, fromWire(tableName, z.array(z.unknown()).parse(JSON.parse(row))));
  }));
  await run(tx, { sql: 'delete from images', bindings: [] });
}
