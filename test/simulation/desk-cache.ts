import { isBelonging } from '#domain/customer/belonging';
import { supervisorsScope, teamScope, type Scope } from '#domain/scope';
import type { Put, RowChange, RowKey } from '#domain/tables';
import type { ClientId } from '#kernel/id';
import { keyOf, keyText, type Loaded } from '#sync/change';
import { replay, rescope, type CopyTransaction, type Position, type Waiting } from '#sync/local-copy';
import type { LoadRows } from '#sync/perform';
import type { Disk } from './disk';
import type { Plant } from './plants';
import { TableMap } from './table-map';

type State = {
  readonly picture: TableMap;
  images: ReadonlyMap<string, RowChange>;
  position: Position | null;
};

/** A whole copy, or the rest of one that stands at `onto`: what happened since in the scopes that stay, then the rows that come in. */
export type Snapshot = {
  readonly position: Position;
  readonly rows: readonly Put[];
  readonly rest: { readonly onto: Position; readonly changes: readonly RowChange[] } | null;
};

function emptyState(): State {
  return { picture: new TableMap(), images: new Map(), position: null };
}

/** Customers come whole with their teams: what hung on them before goes (src Picture.enter). */
function anew(rows: readonly Put[]): readonly RowChange[] {
  return [...rows.flatMap((put): RowChange[] => (put.table === 'customers' ? [{ op: 'remove', table: 'customers', id: put.row.id }] : [])), ...rows];
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

  /** The scopes that this copy was made for, as the server told them last. */
  get madeFor(): ReadonlySet<Scope> {
    return new Set(this.#state.position?.scopes);
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

  readonly load: LoadRows = async (keys, loaded) => {
    this.picture.load(keys, loaded);
  };

  /** Puts a snapshot in place: a whole one instead of what is here, a rest beside it. */
  take({ position, rows, rest }: Snapshot, waiting: Waiting): Promise<number> {
    if (rest === null) return this.replace({ rows, position }, (copy) => replay(copy, waiting));
    const left = rest.onto.scopes.filter((scope) => !position.scopes.includes(scope));
    return this.write((copy) => rescope(copy, { left, position, fill: () => copy.confirm([...rest.changes, ...anew(rows)]) }, waiting));
  }

  /** A loaded snapshot takes the place of the copy, with what waits drawn on it: one rename. */
  async replace<Result>({ rows, position }: Pick<Snapshot, 'rows' | 'position'>, draw: (copy: CopyTransaction) => Promise<Result>): Promise<Result> {
    const loaded: State = { ...emptyState(), position };
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
      if ((!isOlder || this.#owner.plant === 'older version wins') && !this.#isKept(change, changes)) this.#apply(change);
    }
    for (const change of changes) if (change.op === 'remove' && change.table === 'customers' && this.#state.picture.get('customers', change.id) === undefined) this.#apply(change);
  }

  /** What refers to a customer may have come from the past, ahead of the stream: that somebody here knows them only the stream says. */
  #isKept(change: RowChange, along: readonly RowChange[]): boolean {
    if (change.op === 'put' || this.#owner.plant !== 'customer kept while a row refers to them') return false;
    const { picture } = this.#state;
    // An address that is named with its customer is kept with them.
    const customer = change.table === 'identities' ? picture.get('identities', change.id)?.customer : change.table === 'customers' ? change.id : undefined;
    if (!along.some((one) => one.op === 'remove' && one.table === 'customers' && one.id === customer)) return false;
    return [...picture.all('cases'), ...picture.all('conversations')].some((row) => row.customer === customer);
  }

  /** What the copy's database does in SQL (db/cache/drop-scopes). */
  async drop(scopes: readonly Scope[]): Promise<void> {
    this.#owner.disk.writing();
    if (this.#owner.plant === 'scope removal forgotten') return;
    const { picture } = this.#state;
    const isLeft = (put: Put): boolean => {
      if (put.table === 'clients') return scopes.includes(`client:${put.row.id}`);
      if (put.table === 'refusals') return scopes.includes(`client:${put.row.client}`);
      if (put.table === 'remarks') return scopes.includes(supervisorsScope(put.row.team));
      return (put.table === 'cases' || put.table === 'conversations' || put.table === 'messages') && scopes.includes(teamScope(put.row.team));
    };
    this.#forget([...picture.puts()].filter(isLeft));
    const known = new Set<string>([...picture.all('cases'), ...picture.all('conversations')].map(({ customer }) => customer));
    this.#forget([...picture.puts()].filter((put) => (put.table === 'customers' && !known.has(put.row.id)) || (isBelonging(put) && !known.has(put.row.customer))));
  }

  async moveTo(position: Position): Promise<void> {
    this.#state.position = position;
    this.#owner.disk.writing();
  }

  async lastMutation(): Promise<number> {
    return this.#state.picture.get('clients', this.#owner.client())?.lastMutation ?? 0;
  }

  #forget(puts: readonly Put[]): void {
    for (const put of puts) this.#apply({ op: 'remove', ...keyOf(put) });
  }

  /** A conversation takes its messages away with it, and a customer what hangs on them. */
  #apply(change: RowChange): void {
    this.#undo.push(this.#state.picture.apply(change));
    if (change.op !== 'remove') return;
    if (change.table === 'conversations') this.#forget([...this.#state.picture.puts()].filter((put) => put.table === 'messages' && put.row.conversation === change.id));
    if (change.table === 'customers') this.#forget([...this.#state.picture.puts()].filter((put) => isBelonging(put) && put.row.customer === change.id));
  }
}
