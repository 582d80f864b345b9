import type { Scope } from '#domain/scope';
import type { Put, RowChange, RowKey } from '#domain/tables';
import type { ClientId } from '#kernel/id';
import { keyOf, keyText, type Loaded } from '#sync/change';
import type { CopyTransaction, Position } from '#sync/local-copy';
import type { Disk } from './disk';
import type { Plant } from './plants';
import { TableMap } from './table-map';

type State = {
  readonly picture: TableMap;
  images: ReadonlyMap<string, RowChange>;
  position: Position | null;
  /** What the observer knows of the copy: the scopes that the server made it for. */
  readonly madeFor: ReadonlySet<Scope>;
};

export type Snapshot = { readonly position: Position; readonly rows: readonly Put[]; readonly madeFor: ReadonlySet<Scope> };

function emptyState(): State {
  return { picture: new TableMap(), images: new Map(), position: null, madeFor: new Set() };
}

/** Transactions that a power cut may take back, at most. */
const mostUnsynced = 12;

export type CacheOwner = { readonly client: () => ClientId; readonly disk: Disk; readonly plant: Plant | null };

/** The copy of a simulated desk, as its disk holds it: whole transactions, the last of which may not be synced yet. */
export class DeskCache {
  #state = emptyState();
  readonly #owner: CacheOwner;
  #unsynced: (() => void)[] = [];
  /** Grows with every transaction: who has looked at a state need not look again. */
  revision = 0;

  constructor(owner: CacheOwner) {
    this.#owner = owner;
  }

  get picture(): TableMap {
    return this.#state.picture;
  }

  get images(): ReadonlyMap<string, RowChange> {
    return this.#state.images;
  }

  get position(): Position | null {
    return this.#state.position;
  }

  get madeFor(): ReadonlySet<Scope> {
    return this.#state.madeFor;
  }

  async write<Result>(work: (copy: CopyTransaction) => Promise<Result>): Promise<Result> {
    const transaction = new CacheTransaction(this.#state, this.#owner);
    try {
      const result = await work(transaction);
      this.#owner.disk.writing();
      this.#committed(() => transaction.undo());
      return result;
    } catch (error) {
      const { position } = this.#state;
      transaction.undo();
      if (this.#owner.plant === 'cursor not in the same transaction') this.#state.position = position;
      throw error;
    }
  }

  /** A loaded snapshot takes the place of the copy, with what waits drawn on it: one rename. */
  async replace<Result>({ rows, position, madeFor }: Snapshot, draw: (copy: CopyTransaction) => Promise<Result>): Promise<Result> {
    const loaded: State = { ...emptyState(), position, madeFor };
    for (const put of rows) loaded.picture.apply(put);
    this.#owner.disk.writing();
    const result = await draw(new CacheTransaction(loaded, this.#owner));
    this.#owner.disk.writing();
    const before = this.#state;
    this.#state = loaded;
    this.#committed(() => {
      this.#state = before;
    });
    return result;
  }

  wipe(): void {
    this.#state = emptyState();
    this.sync();
    this.revision += 1;
  }

  sync(): void {
    this.#unsynced = [];
  }

  /** The power is cut: up to `most` of the last transactions are gone. */
  losePower(most: number): void {
    for (const undo of this.#unsynced.splice(Math.max(0, this.#unsynced.length - most)).toReversed()) undo();
    this.revision += 1;
  }

  /** A look at what the copy would be like: nothing of it stays. */
  async tryOut<Result>(work: (copy: CopyTransaction) => Promise<Result>): Promise<Result> {
    const transaction = new CacheTransaction(this.#state, { ...this.#owner, disk: tireless, plant: null });
    try {
      return await work(transaction);
    } finally {
      transaction.undo();
    }
  }

  #committed(undo: () => void): void {
    this.revision += 1;
    this.#unsynced.push(undo);
    if (this.#unsynced.length > mostUnsynced) this.#unsynced.shift();
  }
}

const tireless = { writing: (): void => undefined };

/** All or nothing: what it did can be undone until its state moves on. */
class CacheTransaction implements CopyTransaction {
  readonly #state: State;
  readonly #owner: Omit<CacheOwner, 'disk'> & { readonly disk: Pick<Disk, 'writing'> };
  readonly #before: Pick<State, 'images' | 'position'>;
  readonly #undo: RowChange[] = [];

  constructor(state: State, owner: Omit<CacheOwner, 'disk'> & { readonly disk: Pick<Disk, 'writing'> }) {
    this.#state = state;
    this.#owner = owner;
    this.#before = { images: state.images, position: state.position };
  }

  undo(): void {
    for (const change of this.#undo.toReversed()) this.#state.picture.apply(change);
    this.#undo.length = 0;
    this.#state.images = this.#before.images;
    this.#state.position = this.#before.position;
  }

  readonly load = async (keys: readonly RowKey[], loaded: Loaded): Promise<void> => {
    this.#state.picture.load(keys, loaded);
  };

  async keepImages(keys: readonly RowKey[]): Promise<void> {
    this.#owner.disk.writing();
    const images = new Map(this.#state.images);
    for (const key of keys) {
      if (!images.has(keyText(key)) || this.#owner.plant === 'confirmed image overwritten') images.set(keyText(key), this.#state.picture.image(key));
    }
    this.#state.images = images;
  }

  async restoreImages(): Promise<void> {
    this.#owner.disk.writing();
    if (this.#owner.plant !== 'rollback forgotten') for (const image of this.#state.images.values()) this.#apply(image);
    this.#state.images = new Map();
  }

  async write(changes: readonly RowChange[]): Promise<void> {
    this.#owner.disk.writing();
    for (const change of changes) this.#apply(change);
  }

  async confirm(changes: readonly RowChange[]): Promise<void> {
    this.#owner.disk.writing();
    for (const change of changes) {
      const isOlder = change.op === 'put' && change.row.version < this.#state.picture.version(keyOf(change));
      if (!isOlder || this.#owner.plant === 'older version wins') this.#apply(change);
    }
  }

  async moveTo(position: Position): Promise<void> {
    this.#state.position = position;
    this.#owner.disk.writing();
  }

  async lastMutation(): Promise<number> {
    return this.#state.picture.get('clients', this.#owner.client())?.lastMutation ?? 0;
  }

  #apply(change: RowChange): void {
    this.#undo.push(this.#state.picture.apply(change));
  }
}
