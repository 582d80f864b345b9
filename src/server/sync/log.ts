import { limits } from '#contract/limits';
import { scopeText } from '#contract/scope';
import { epochOf, readHead, readHeads, readLog, type Heads, type LogEntry } from '#db/central/change-log';
import { changeFromWire } from '#db/tables/codec';
import type { Scope } from '#domain/scope';
import type { RowChange } from '#domain/tables';
import type { TenantId } from '#kernel/id';
import type { LogState } from '#sync/session';
import type { Knex } from 'knex';
import { coalesced } from './coalesced';
import { encodeEntry, firstPiece, type EncodedEntry } from './log-piece';

export type LoggedChange = { readonly tenant: TenantId; readonly seq: number; readonly scope: Scope; readonly change: RowChange };

/** A run of the log of one tenant, as it is dispatched: `from` is where the run before ended. */
export type LogRun = { readonly tenant: TenantId; readonly from: number; readonly to: number; readonly entries: readonly EncodedEntry[] };

/** The numbered log as this process knows it. Local and remote commits take the same path. */
export type Log = {
  /** Calls `listener` with everything that is numbered from now on, in order. Returns how to stop. */
  readonly watchLog: (listener: (changes: readonly LoggedChange[]) => void) => () => void;
  readonly watchRuns: (listener: (run: LogRun) => void) => () => void;
  /** Something may have been numbered. */
  readonly wake: () => void;
  /** Where a tenant's log stands, after everything that is numbered by now was dispatched here. */
  readonly state: (tenant: TenantId) => Promise<LogState>;
  /** The last dispatched number, without asking the database. */
  readonly head: (tenant: TenantId) => number;
  readonly start: () => Promise<void>;
};

export function createLog(db: Knex): Log {
  const heads = new Map<TenantId, number>();
  const runListeners = new Set<(run: LogRun) => void>();
  const listeners = new Set<(changes: readonly LoggedChange[]) => void>();
  let epoch = '';

  async function dispatch(head: Heads): Promise<void> {
    const { tenant } = head;
    for (let after = heads.get(tenant) ?? 0; after < head.seq; after = heads.get(tenant) ?? 0) {
      const page = await readLog(db, tenant, { after, limit: limits.logPage / 10 });
      if (page.length === 0) return;
      tellRuns(tenant, page.map(encodeEntry));
      if (listeners.size > 0) tellChanges(tenant, page);
    }
  }

  function tellRuns(tenant: TenantId, entries: readonly EncodedEntry[]): void {
    for (let rest = entries; rest.length > 0; ) {
      const piece = firstPiece(rest);
      const from = heads.get(tenant) ?? 0;
      const to = piece.at(-1)?.seq ?? from;
      heads.set(tenant, to);
      for (const listener of runListeners) listener({ tenant, from, to, entries: piece });
      rest = rest.slice(piece.length);
    }
  }

  function tellChanges(tenant: TenantId, page: readonly LogEntry[]): void {
    const changes = page.flatMap((entry) => decoded(tenant, entry));
    for (const listener of listeners) listener(changes);
  }

  const dispatching = coalesced(async () => {
    for (const head of await readHeads(db)) await dispatch(head);
  });

  return {
    watchLog: (listener) => subscribe(listeners, listener),
    watchRuns: (listener) => subscribe(runListeners, listener),
    wake: dispatching.ask,
    head: (tenant) => heads.get(tenant) ?? 0,
    state: async (tenant) => {
      await dispatching.settled();
      const { floor } = await readHead(db, tenant);
      return { epoch, floor, head: heads.get(tenant) ?? 0 };
    },
    start: async () => {
      epoch = await epochOf(db);
      for (const head of await readHeads(db)) heads.set(head.tenant, head.seq);
    },
  };
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
