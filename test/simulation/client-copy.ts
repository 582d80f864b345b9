import { teamScope, type Scope } from '#domain/scope';
import type { RowChange, RowKey } from '#domain/tables';
import type { ClientId } from '#kernel/id';
import { keyText, type Loaded } from '#sync/change';
import type { CopyTransaction, Position } from '#sync/local-copy';
import type { Dice } from './dice';
import { Crash, type Plant } from './plants';
import { imageOf, TableMap } from './table-map';

/** What a client's disk holds of the cache. */
export type CopyState = { readonly picture: TableMap; readonly images: ReadonlyMap<string, RowChange>; readonly position: Position | null };

export const emptyCopy: CopyState = { picture: new TableMap(), images: new Map(), position: null };

export type CopyFaults = { readonly dice: Dice; readonly crash: number; readonly plant: Plant | null };

/** A transaction on a simulated disk: all or nothing, and the process may die at any write. */
export class SimulatedTransaction implements CopyTransaction {
  readonly #client: ClientId;
  readonly #faults: CopyFaults;
  readonly #before: CopyState;
  readonly #picture: TableMap;
  #images: Map<string, RowChange>;
  #position: Position | null;

  constructor(client: ClientId, state: CopyState, faults: CopyFaults) {
    this.#client = client;
    this.#faults = faults;
    this.#before = state;
    this.#picture = state.picture.copy();
    this.#images = new Map(state.images);
    this.#position = state.position;
  }

  commit(): CopyState {
    this.#writing();
    return { picture: this.#picture, images: this.#images, position: this.#position };
  }

  /** What is on the disk when the process died before `commit`. */
  abandoned(): CopyState {
    if (this.#faults.plant === 'cursor not in the same transaction') return { ...this.#before, position: this.#position };
    return this.#before;
  }

  readonly load = async (keys: readonly RowKey[], loaded: Loaded): Promise<void> => {
    this.#picture.load(keys, loaded);
  };

  async keepImages(keys: readonly RowKey[]): Promise<void> {
    this.#writing();
    for (const key of keys) {
      if (!this.#images.has(keyText(key))) this.#images.set(keyText(key), imageOf(this.#picture, key));
    }
  }

  async restoreImages(): Promise<void> {
    this.#writing();
    if (this.#faults.plant !== 'rollback forgotten') for (const image of this.#images.values()) this.#picture.apply(image);
    this.#images = new Map();
  }

  async write(changes: readonly RowChange[]): Promise<void> {
    this.#writing();
    for (const change of changes) this.#picture.apply(change);
  }

  async confirm(changes: readonly RowChange[]): Promise<void> {
    for (const change of changes) {
      this.#writing();
      const isOlder = change.op === 'put' && change.row.version < this.#picture.version({ table: change.table, id: change.row.id });
      if (!isOlder) this.#picture.apply(change);
    }
  }

  async drop(scopes: readonly Scope[]): Promise<void> {
    this.#writing();
    for (const { table, row } of this.#picture.rows.values()) {
      const isOfTeam = 'team' in row && table !== 'queues' && scopes.includes(teamScope(row.team));
      const isOfClient = (table === 'clients' && scopes.includes(`client:${this.#client}`)) || ('client' in row && scopes.includes(`client:${row.client}`));
      if (isOfTeam || isOfClient) this.#picture.apply({ op: 'remove', table, id: row.id });
    }
    const known = new Set(this.#picture.all('cases').flatMap((row) => ('customer' in row ? [row.customer] : [])));
    for (const { table, row } of this.#picture.rows.values()) {
      const customer = table === 'identities' && 'customer' in row ? row.customer : row.id;
      if ((table === 'customers' || table === 'identities') && ![...known].some((one) => one === customer)) this.#picture.apply({ op: 'remove', table, id: row.id });
    }
  }

  async moveTo(position: Position): Promise<void> {
    this.#position = position;
    this.#writing();
  }

  async lastMutation(): Promise<number> {
    const row = this.#picture.all('clients').find((one) => one.id === this.#client);
    return row !== undefined && 'lastMutation' in row ? row.lastMutation : 0;
  }

  #writing(): void {
    if (this.#faults.dice.chance(this.#faults.crash)) throw new Crash();
  }
}
