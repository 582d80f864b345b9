import type { Central } from '#db/central/open';
import { limits } from '#contract/limits';
import { scopeText } from '#contract/scope';
import { readFresh, type FreshEntry, type LogEntry } from '#db/central/change-log';
import { epochOf, readHeads, readStanding, renewEpoch, type Head } from '#db/central/history';
import { changeFromWire } from '#db/tables/codec';
import type { Scope } from '#domain/scope';
import type { RowChange } from '#domain/tables';
import type { TenantId } from '#kernel/id';
import type { LogState } from '#sync/session';
import { coalesced, type Coalesced } from './coalesced';
import { encodeEntry, firstPiece, type EncodedEntry } from './log-piece';

export type LoggedChange = { readonly tenant: TenantId; readonly seq: number; readonly scope: Scope; readonly change: RowChange };

/** A run of the log of one tenant, as it is dispatched: `from` is where the run before ended. */
export type LogRun = { readonly tenant: TenantId; readonly from: number; readonly to: number; readonly entries: readonly EncodedEntry[] };

/** The numbered log as this process knows it. Local and remote commits take the same path. */
export type Log = {
  /** Calls `listener` with everything that is numbered from now on, in order. Returns how to stop. */
  readonly watchLog: (listener: (changes: readonly LoggedChange[]) => void) => () => void;
  readonly watchRuns: (listener: (run: LogRun) => void) => () => void;
  /** Calls `listener` when the database turned out to tell another history: it was put back to an earlier day. */
  readonly watchHistory: (listener: () => void) => () => void;
  /** Something may have been numbered. */
  readonly wake: () => void;
  /** Covers a lost wake-up, and looks whether the database still tells the history that this process knows. */
  readonly pulse: () => void;
  /** What was numbered just now; entries that do not join what was dispatched are asked for. */
  readonly take: (entries: readonly FreshEntry[]) => void;
  /** Where a tenant's log stands, after everything that is numbered by now was dispatched here. */
  readonly state: (tenant: TenantId) => Promise<LogState>;
  /** The last dispatched number, without asking the database. */
  readonly head: (tenant: TenantId) => number;
  readonly start: () => Promise<void>;
};

export function createLog(db: Central, failed: (error: unknown) => void): Log {
  return new DispatchedLog(db, failed);
}

/** Entries of one tenant that one read takes at most. */
const entriesPerRead = limits.logPage / 10;

class DispatchedLog implements Log {
  readonly #db: Central;
  #heads = new Map<TenantId, number>();
  readonly #runListeners = new Set<(run: LogRun) => void>();
  readonly #listeners = new Set<(changes: readonly LoggedChange[]) => void>();
  readonly #dispatching: Coalesced;
  readonly #historyListeners = new Set<() => void>();
  #epoch = '';
  #unsure = false;

  constructor(db: Central, failed: (error: unknown) => void) {
    this.#db = db;
    this.#dispatching = coalesced(() => this.#dispatchAll(), failed);
  }

  readonly watchLog: Log['watchLog'] = (listener) => subscribe(this.#listeners, listener);
  readonly watchRuns: Log['watchRuns'] = (listener) => subscribe(this.#runListeners, listener);
  readonly watchHistory: Log['watchHistory'] = (listener) => subscribe(this.#historyListeners, listener);
  readonly wake: Log['wake'] = () => this.#dispatching.ask();
  readonly head: Log['head'] = (tenant) => this.#heads.get(tenant) ?? 0;

  readonly pulse: Log['pulse'] = () => {
    this.#unsure = true;
    this.#dispatching.ask();
  };

  readonly state: Log['state'] = async (tenant) => {
    await this.#dispatching.settled();
    const { epoch, seq, floor } = await readStanding(this.#db, tenant);
    this.#unsure ||= epoch !== this.#epoch || seq < this.head(tenant);
    if (this.#unsure) await this.#dispatching.settled();
    return { epoch: this.#epoch, floor, head: this.head(tenant) };
  };

  readonly start: Log['start'] = async () => {
    this.#begin(await epochOf(this.#db), await readHeads(this.#db));
  };

  #begin(epoch: string, heads: readonly Head[]): void {
    this.#epoch = epoch;
    this.#heads = new Map(heads.map(({ tenant, seq }) => [tenant, seq]));
  }

  async #dispatchAll(): Promise<void> {
    if (this.#unsure) await this.#check();
    for (let more = true; more; ) more = await this.#dispatch();
  }

  /**
   * A database whose head lies behind what was dispatched was put back. Whoever put it back should have renewed its epoch; where
   * they forgot, the new history must not pass for the old one: numbers would be given twice.
   */
  async #check(): Promise<void> {
    this.#unsure = false;
    // What this process numbers while it asks is no step back.
    const known = new Map(this.#heads);
    const heads = await readHeads(this.#db);
    const present = new Map(heads.map(({ tenant, seq }) => [tenant, seq]));
    const wentBack = [...known].some(([tenant, seq]) => (present.get(tenant) ?? -1) < seq);
    const told = await epochOf(this.#db);
    if (told === this.#epoch && !wentBack) return;
    if (told === this.#epoch) await renewEpoch(this.#db, told);
    this.#begin(await epochOf(this.#db), heads);
    for (const listener of this.#historyListeners) listener();
  }

  readonly take: Log['take'] = (entries) => {
    for (const [tenant, page] of pagesOf(entries)) {
      if (page[0]?.epoch === this.#epoch && page[0].seq === this.head(tenant) + 1) this.#tell(tenant, page);
      else this.wake();
    }
  };

  /** Answers whether there may be more. */
  async #dispatch(): Promise<boolean> {
    const { entries: fresh, more } = await readFresh(this.#db, this.#heads, entriesPerRead);
    if (fresh.some(({ epoch }) => epoch !== this.#epoch)) {
      await this.#check();
      return true;
    }
    // The heads may have moved since they were asked for.
    for (const [tenant, page] of pagesOf(fresh)) this.#tell(tenant, page.filter(({ seq }) => seq > this.head(tenant)));
    return more;
  }

  #tell(tenant: TenantId, page: readonly FreshEntry[]): void {
    this.#tellRuns(tenant, page.map(encodeEntry));
    if (this.#listeners.size > 0) this.#tellChanges(tenant, page);
  }

  #tellRuns(tenant: TenantId, entries: readonly EncodedEntry[]): void {
    for (let rest = entries; rest.length > 0; ) {
      const piece = firstPiece(rest);
      const from = this.head(tenant);
      const to = piece.at(-1)?.seq ?? from;
      this.#heads.set(tenant, to);
      for (const listener of this.#runListeners) listener({ tenant, from, to, entries: piece });
      rest = rest.slice(piece.length);
    }
  }

  #tellChanges(tenant: TenantId, page: readonly LogEntry[]): void {
    const changes = page.flatMap((entry) => decoded(tenant, entry));
    for (const listener of this.#listeners) listener(changes);
  }
}

function pagesOf(entries: readonly FreshEntry[]): ReadonlyMap<TenantId, readonly FreshEntry[]> {
  const pages = new Map<TenantId, FreshEntry[]>();
  for (const entry of entries) {
    const page = pages.get(entry.tenant);
    if (page === undefined) pages.set(entry.tenant, [entry]);
    else page.push(entry);
  }
  return pages;
}

function decoded(tenant: TenantId, entry: LogEntry): readonly LoggedChange[] {
  return Object.entries(entry.parts).flatMap(([name, changes]) => {
    const scope = scopeText.parse(name);
    return changes.map((change) => ({ tenant, seq: entry.seq, scope, change: changeFromWire(change) }));
  });
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
