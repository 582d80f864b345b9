import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import { protocolVersion, schemaVersion, snapshotLine } from '#contract/protocol';
import { damageOf } from '#db/cache/damage';
import type { SqliteFile } from '#db/cache/sqlite';
import { storedRow } from '#db/cache/stored-row';
import { putRows } from '#db/cache/write-rows';
import { changeFromWire, fromWire, putOf } from '#db/tables/codec';
import type { RowChange, TableName } from '#domain/tables';
import type { ClientId } from '#kernel/id';
import { refused, type Outcome } from '#kernel/outcome';
import type { Position } from '#sync/local-copy';
import { ask } from '../http';

export type SnapshotSource = {
  readonly server: string;
  readonly access: string;
  readonly client: ClientId;
  /** Where the copy stands whose rest is wanted; null for all of it. */
  readonly onto: Position | null;
  readonly signal: AbortSignal;
};

/** The rows are in the file. `rest` where they, after these changes, are what a copy lacks; null where they are all of it. */
export type Loaded = { readonly position: Position; readonly rest: { readonly onto: Position; readonly changes: readonly RowChange[] } | null };

/** Rows that one transaction of the load holds, about: while it is written, the next ones are unpacked. */
const rowsPerTransaction = 2000;

type Loading = Pick<SnapshotSource, 'onto' | 'signal'> & { readonly progress: (rows: number) => void };

type Rows = { readonly table: TableName; readonly rows: unknown[][] };

/** Asks the server for what a copy lacks. */
export function askSnapshot(source: SnapshotSource): Promise<Outcome<Response, Failure>> {
  return ask(source.server, { method: 'GET', path: `/sync/snapshot?${queryOf(source).toString()}`, access: source.access, patience: 600_000, signal: source.signal });
}

/**
 * Streams the server's snapshot into an empty file beside the copy. A body without its last line is incomplete.
 * `progress` counts rows.
 */
export async function loadSnapshot({ body }: Response, file: SqliteFile, { onto, signal, progress }: Loading): Promise<Outcome<Loaded, Failure>> {
  if (body === null) return refused('server.failed');
  const load = new Load(file, progress);
  try {
    // The signal that fetch was given is not enough: fetch forgets it when its request is collected as garbage.
    const input = Readable.fromWeb(body, { signal });
    for await (const line of createInterface({ input, crlfDelay: Infinity })) await load.line(line);
  } catch (error) {
    return endOf(error);
  }
  await load.written();
  const loaded = load.loaded(onto);
  return loaded === null ? refused('network.offline') : { ok: true, value: loaded };
}

function queryOf({ client, onto }: SnapshotSource): URLSearchParams {
  const query = new URLSearchParams({ client, protocol: String(protocolVersion), schema: String(schemaVersion) });
  const holds = onto?.scopes.join(',') ?? '';
  if (onto === null || holds.length > limits.heldScopes) return query;
  query.set('epoch', onto.epoch);
  query.set('cursor', String(onto.cursor));
  query.set('holds', holds);
  return query;
}

class Load {
  #position: Position | null = null;
  #after: number | null = null;
  #changes: RowChange[] = [];
  #ended = false;
  #writing: Promise<void> = Promise.resolve();
  #waiting: Rows[] = [];
  #count = 0;
  #total = 0;
  readonly #file: SqliteFile;
  readonly #progress: (rows: number) => void;

  constructor(file: SqliteFile, progress: (rows: number) => void) {
    this.#file = file;
    this.#progress = progress;
  }

  async line(text: string): Promise<void> {
    const line = snapshotLine.parse(JSON.parse(text));
    if ('end' in line) this.#ended = true;
    else if ('changes' in line) this.#changes.push(...line.changes.map(changeFromWire));
    else if ('rows' in line) await this.#rows(line.table, line.rows);
    else if ('scopes' in line) {
      this.#position = { epoch: line.epoch, cursor: line.seq, scopes: line.scopes };
      this.#after = line.after;
    }
  }

  /** Null for a body that is not whole, or is the rest of another copy. */
  loaded(onto: Position | null): Loaded | null {
    if (this.#position === null || !this.#ended) return null;
    if (this.#after === null) return { position: this.#position, rest: null };
    return onto?.cursor === this.#after ? { position: this.#position, rest: { onto, changes: this.#changes } } : null;
  }

  async written(): Promise<void> {
    await this.#write();
    await this.#writing;
  }

  /** Waits for the rows before these to be written, not for these: memory holds two transactions at most. */
  async #write(): Promise<void> {
    await this.#writing;
    const batches = this.#waiting;
    const count = this.#count;
    this.#waiting = [];
    this.#count = 0;
    this.#writing = this.#file.write(async (tx) => {
      for (const { table, rows } of batches) await putRows(tx, table, rows);
    }).then(() => this.#progress((this.#total += count)));
    // Whoever waits for it next throws what it failed with.
    this.#writing.catch(() => undefined);
  }

  async #rows(table: TableName, rows: readonly (readonly unknown[])[]): Promise<void> {
    this.#waiting.push({ table, rows: rows.map((values) => storedRow(putOf(table, fromWire(table, values)))) });
    this.#count += rows.length;
    if (this.#count >= rowsPerTransaction) await this.#write();
  }
}

/** A line that is no JSON is the server's failure, a stream that ends in the middle the road's. What this version cannot read comes again each time: it is thrown. */
function endOf(error: unknown): Outcome<never, Failure> {
  if (error instanceof SyntaxError) return refused('server.failed');
  if (damageOf(error) !== null) throw error;
  const isOfTheRoad = error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError' || error instanceof TypeError || 'code' in error);
  if (!isOfTheRoad) throw error;
  return refused('network.offline');
}
