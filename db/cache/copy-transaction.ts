import type { ClientId, ConversationId, PersonId } from '#kernel/id';
import type { RowChange, RowKey, TableName, Tables } from '#domain/tables';
import { keyOf, keyText, type Loaded } from '#sync/change';
import type { CopyTransaction, Position } from '#sync/local-copy';
import { tableNames } from '#contract/rows';
import { scopeText } from '#contract/scope';
import type { Scope } from '#domain/scope';
import { z } from 'zod';
import { fromWire, putOf, toWire } from '../tables/codec';
import { dropScopes } from './drop-scopes';
import { forgetWhole } from './past';
import { readById, readByIds } from './read-rows';
import { query, run, type Reader, type Writer } from './sqlite';
import { markUnclean } from './unclean';
import { rowsPerStatement, writeRows } from './write-rows';

/** Whose copy this is, and through which client it speaks. */
export type CopyOwner = {
  readonly person: PersonId;
  readonly client: ClientId;
  /** Conversations that the work will ask for: fetched with their cases in two statements when the first row is asked for. */
  readonly expects: readonly ConversationId[];
  /** What is known of the file: nothing is drawn on it, and the last mutation that it contains. Null where that is not known. */
  readonly bare: Bare | null;
};

export type Bare = { readonly client: ClientId; readonly lastMutation: number };

/**
 * Runs `work` on the copy inside a transaction. The optimistic picture is kept in memory while it is drawn and written at
 * the end, many rows a statement: a thousand waiting mutations cost a thousand pure functions and a handful of statements.
 */
export async function onCopy<Value>(tx: Writer, owner: CopyOwner, work: (copy: CopyTransaction) => Promise<Value>): Promise<Value> {
  const copy = new DrawnCopy(tx, owner);
  const value = await work(copy);
  await copy.flush();
  return value;
}

type Row = Tables[TableName];

/**
 * Invariant: `#known` is what the transaction would read; a row in it that is also in `#drawn` differs from the file until
 * `flush`. What goes to the file directly (restored and confirmed rows) is forgotten here.
 */
class DrawnCopy implements CopyTransaction {
  readonly #tx: Writer;
  readonly #owner: CopyOwner;
  readonly #known = new Map<string, { readonly row: Row | null }>();
  readonly #drawn = new Map<string, RowChange>();
  readonly #images = new Map<string, { readonly key: RowKey; readonly row: Row | null }>();

  #expecting = true;
  #bare: Bare | null;

  constructor(tx: Writer, owner: CopyOwner) {
    this.#tx = tx;
    this.#owner = owner;
    this.#bare = owner.bare?.client === owner.client ? owner.bare : null;
  }

  readonly load = async (keys: readonly RowKey[], loaded: Loaded): Promise<void> => {
    for (const key of keys) loaded.set(key.table, key.id, await this.#row(key));
  };

  async keepImages(keys: readonly RowKey[]): Promise<void> {
    for (const key of keys) {
      // A row that was drawn in this transaction has its image already.
      if (!this.#drawn.has(keyText(key))) this.#images.set(keyText(key), { key, row: await this.#row(key) });
    }
  }

  async restoreImages(): Promise<void> {
    await this.flush();
    this.#known.clear();
    if (this.#bare !== null) return;
    // What was restored is what the file holds now: the replay that follows asks for just these rows.
    for (const change of await restoreImages(this.#tx)) this.#remember(change);
  }

  async write(changes: readonly RowChange[]): Promise<void> {
    for (const change of changes) {
      this.#remember(change);
      this.#drawn.set(keyText(keyOf(change)), change);
    }
  }

  async confirm(changes: readonly RowChange[]): Promise<void> {
    await this.flush();
    // A row older than the stored one loses, so what the file holds afterwards has to be read.
    for (const change of changes) this.#known.delete(keyText(keyOf(change)));
    if (changes.some(({ op, table }) => op === 'remove' && table === 'conversations')) this.#known.clear();
    if (changes.some(({ table }) => table === 'clients')) this.#bare = null;
    await writeRows(this.#tx, changes);
    if (changes.some(({ op }) => op === 'remove')) await markUnclean(this.#tx);
  }

  async drop(scopes: readonly Scope[]): Promise<void> {
    await this.flush();
    this.#known.clear();
    this.#bare = null;
    await dropScopes(this.#tx, scopes);
    await forgetWhole(this.#tx);
    if (scopes.length > 0) await markUnclean(this.#tx);
  }

  moveTo(position: Position): Promise<void> {
    return moveTo(this.#tx, this.#owner.person, position);
  }

  async lastMutation(): Promise<number> {
    return this.#bare?.lastMutation ?? lastMutation(this.#tx, this.#owner.client);
  }

  /** Images first: they are what the file held before. */
  async flush(): Promise<void> {
    await storeImages(this.#tx, [...this.#images.values()].map(({ key, row }) => [key.table, key.id, row === null ? null : JSON.stringify(toWire(key.table, row))]));
    await writeRows(this.#tx, [...this.#drawn.values()]);
    this.#images.clear();
    this.#drawn.clear();
  }

  #remember(change: RowChange): void {
    const key = keyOf(change);
    this.#known.set(keyText(key), { row: change.op === 'put' ? change.row : null });
  }

  async #fetchExpected(): Promise<void> {
    this.#expecting = false;
    const conversations = await readByIds(this.#tx, 'conversations', this.#owner.expects);
    const cases = await readByIds(this.#tx, 'cases', conversations.map((row) => row.case));
    const fetched = [...conversations.map((row) => putOf('conversations', row)), ...cases.map((row) => putOf('cases', row))];
    for (const change of fetched) if (!this.#known.has(keyText(keyOf(change)))) this.#remember(change);
  }

  async #row(key: RowKey): Promise<Row | null> {
    if (this.#expecting && this.#owner.expects.length > 1) await this.#fetchExpected();
    const known = this.#known.get(keyText(key));
    if (known !== undefined) return known.row;
    const row = await readById(this.#tx, key.table, key.id);
    this.#known.set(keyText(key), { row });
    return row;
  }
}

/** An image that is kept already stays: it is the older, confirmed one. */
async function storeImages(tx: Writer, kept: readonly (readonly [table: TableName, id: string, row: string | null])[]): Promise<void> {
  for (let start = 0; start < kept.length; start += rowsPerStatement) {
    await run(tx, {
      sql: `insert into images ("tableName", "id", "row") select "value" ->> '$[0]', "value" ->> '$[1]', "value" ->> '$[2]' from json_each(?) where true on conflict do nothing`,
      bindings: [JSON.stringify(kept.slice(start, start + rowsPerStatement))],
    });
  }
}

const positions = z.array(z.object({ epoch: z.string(), cursor: z.int(), scopes: z.string() }));
const scopesText = z.array(scopeText);

/** Where the copy stands; null for one that has not been filled yet. */
export async function readPosition(db: Reader | Writer): Promise<Position | null> {
  const [found] = positions.parse(await query(db, { sql: 'select "epoch", "cursor", "scopes" from copy', bindings: [] }));
  return found === undefined ? null : { ...found, scopes: scopesText.parse(JSON.parse(found.scopes)) };
}

export async function moveTo(tx: Writer, person: PersonId, position: Position): Promise<void> {
  await run(tx, {
    sql: `insert into copy ("one", "person", "epoch", "cursor", "scopes") values (1, ?, ?, ?, ?)
      on conflict ("one") do update set "epoch" = excluded."epoch", "cursor" = excluded."cursor", "scopes" = excluded."scopes"`,
    bindings: [person, position.epoch, position.cursor, JSON.stringify(position.scopes)],
  });
}

export async function lastMutation(db: Reader | Writer, client: ClientId): Promise<number> {
  return (await readById(db, 'clients', client))?.lastMutation ?? 0;
}

const images = z.array(z.object({ tableName: z.enum(tableNames), id: z.string(), row: z.string().nullable() }));

async function restoreImages(tx: Writer): Promise<readonly RowChange[]> {
  const kept = images.parse(await query(tx, { sql: 'select "tableName", "id", "row" from images', bindings: [] }));
  const restored = kept.map(({ tableName, id, row }): RowChange => {
    if (row === null) return { op: 'remove', table: tableName, id };
    return putOf(tableName, fromWire(tableName, z.array(z.unknown()).parse(JSON.parse(row))));
  });
  await writeRows(tx, restored);
  if (restored.length > 0) await run(tx, { sql: 'delete from images', bindings: [] });
  return restored;
}
