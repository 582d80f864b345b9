import type { ClientId, ConversationId, PersonId } from '#kernel/id';
import type { Put, RowChange, RowKey, TableName, Tables } from '#domain/tables';
import { keyOf, keyText, type Loaded } from '#sync/change';
import type { CopyTransaction, Position } from '#sync/local-copy';
import { tableNames } from '#contract/rows';
import type { Scope } from '#domain/scope';
import { z } from 'zod';
import { fromWire, putOf, toWire } from '../tables/codec';
import { forgetWhole } from './past';
import { stored } from './damage';
import { dropScopes } from './drop-scopes';
import { arrivalStatement, nothing, type Arrived } from './arrival';
import { moveTo } from './position';
import { readById } from './read-rows';
import { query, run, type Reader, type Writer } from './sqlite';
import { readByKeys } from './told-rows';
import { markUnclean } from './unclean';
import { rowsPerStatement, writeRows } from './write-rows';

/** Whose copy this is, and through which client it speaks. */
export type CopyOwner = {
  readonly person: PersonId;
  readonly client: ClientId;
  /** Conversations that the work will ask for: read with their cases when the first row is asked for. */
  readonly expects: readonly ConversationId[];
  /** What is known of the file: nothing is drawn on it, and the last mutation that it contains. Null where that is not known. */
  readonly bare: Bare | null;
  /** The work is all that its transaction does. */
  readonly isAll: boolean;
};

export type Bare = { readonly client: ClientId; readonly lastMutation: number };

/**
 * Runs `work` on the copy inside a transaction. The optimistic picture is kept in memory while it is drawn and written at
 * the end, many rows a statement: a thousand waiting mutations cost a thousand pure functions and a handful of statements.
 */
export async function onCopy<Value>(tx: Writer, owner: CopyOwner, work: (copy: CopyTransaction) => Promise<Value>): Promise<Value> {
  const copy = new DrawnCopy(tx, owner);
  const value = await work(copy);
  await copy.end();
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
  /** Confirmed rows and a position that are not in the file yet: nobody has asked for it since. */
  #arrived: Arrived = nothing;

  constructor(tx: Writer, owner: CopyOwner) {
    this.#tx = tx;
    this.#owner = owner;
    this.#bare = owner.bare?.client === owner.client ? owner.bare : null;
  }

  readonly load = async (keys: readonly RowKey[], loaded: Loaded): Promise<void> => {
    await this.#learn(keys);
    for (const key of keys) loaded.set(key.table, key.id, this.#row(key));
  };

  async keepImages(keys: readonly RowKey[]): Promise<void> {
    // A row that was drawn in this transaction has its image already.
    const fresh = keys.filter((key) => !this.#drawn.has(keyText(key)));
    await this.#learn(fresh);
    for (const key of fresh) this.#images.set(keyText(key), { key, row: this.#row(key) });
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
    if (changes.some(({ op, table }) => op === 'remove' && (table === 'conversations' || table === 'customers'))) this.#known.clear();
    if (changes.some(({ table }) => table === 'clients')) this.#bare = null;
    const puts = changes.filter((change): change is Put => change.op === 'put');
    if (puts.length === changes.length) this.#arrived = { puts, position: null };
    else {
      await writeRows(this.#tx, changes);
      await markUnclean(this.#tx);
    }
  }

  async drop(scopes: readonly Scope[]): Promise<void> {
    await this.flush();
    this.#known.clear();
    this.#bare = null;
    await dropScopes(this.#tx, scopes);
    await forgetWhole(this.#tx);
    if (scopes.length > 0) await markUnclean(this.#tx);
  }

  async moveTo(position: Position): Promise<void> {
    this.#arrived = { ...this.#arrived, position };
  }

  async lastMutation(): Promise<number> {
    if (this.#bare !== null) return this.#bare.lastMutation;
    await this.#settle();
    return lastMutation(this.#tx, this.#owner.client);
  }

  /** What arrived on a copy on which nothing is drawn is one statement, and so a transaction of its own. */
  async end(): Promise<void> {
    const isAll = this.#owner.isAll && this.#drawn.size === 0 && this.#images.size === 0;
    const together = isAll ? arrivalStatement(this.#owner.person, this.#arrived) : null;
    if (together === null) return this.flush();
    this.#arrived = nothing;
    return this.#tx.last(together);
  }

  /** Images first: they are what the file held before. */
  async flush(): Promise<void> {
    await this.#settle();
    await storeImages(this.#tx, [...this.#images.values()].map(({ key, row }) => [key.table, key.id, row === null ? null : JSON.stringify(toWire(key.table, row))]));
    await writeRows(this.#tx, [...this.#drawn.values()]);
    this.#images.clear();
    this.#drawn.clear();
  }

  async #settle(): Promise<void> {
    const { puts, position } = this.#arrived;
    const together = arrivalStatement(this.#owner.person, this.#arrived);
    this.#arrived = nothing;
    if (together !== null) return run(this.#tx, together);
    await writeRows(this.#tx, puts);
    if (position !== null) await moveTo(this.#tx, this.#owner.person, position);
  }

  #remember(change: RowChange): void {
    const key = keyOf(change);
    this.#known.set(keyText(key), { row: change.op === 'put' ? change.row : null });
  }

  /** Reads what is not known of these rows, and at the first time what the work will ask for, in one statement. */
  async #learn(keys: readonly RowKey[]): Promise<void> {
    const missing = keys.filter((key) => !this.#known.has(keyText(key)));
    if (missing.length === 0) return;
    await this.#settle();
    const expected = this.#owner.expects.map((id): RowKey => ({ table: 'conversations', id }));
    const found = await readByKeys(this.#tx, this.#expecting ? [...expected, ...missing] : missing);
    this.#expecting = false;
    for (const change of found) if (!this.#known.has(keyText(keyOf(change)))) this.#remember(change);
    for (const key of missing) if (!this.#known.has(keyText(key))) this.#known.set(keyText(key), { row: null });
  }

  #row(key: RowKey): Row | null {
    return this.#known.get(keyText(key))?.row ?? null;
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

export async function lastMutation(db: Reader | Writer, client: ClientId): Promise<number> {
  return (await readById(db, 'clients', client))?.lastMutation ?? 0;
}

const images = z.array(z.object({ tableName: z.enum(tableNames), id: z.string(), row: z.string().nullable() }));

async function restoreImages(tx: Writer): Promise<readonly RowChange[]> {
  const rows = await query(tx, { sql: 'select "tableName", "id", "row" from images', bindings: [] });
  const restored = stored(() => images.parse(rows).map(({ tableName, id, row }): RowChange => {
    if (row === null) return { op: 'remove', table: tableName, id };
    return putOf(tableName, fromWire(tableName, z.array(z.unknown()).parse(JSON.parse(row))));
  }));
  await writeRows(tx, restored);
  if (restored.length > 0) await run(tx, { sql: 'delete from images', bindings: [] });
  return restored;
}
