import type { WireChange } from '#contract/protocol';
import type { LogEntry } from '#db/central/change-log';
import { changeFromWire } from '#db/tables/codec';
import { keyOf } from '#sync/change';

/** What a scope is told by one entry, each as JSON without brackets; empty where there is nothing. */
type EncodedPart = { readonly removed: string; readonly put: string };

/** An entry of the log, encoded once for all sessions. */
export type EncodedEntry = {
  readonly seq: number;
  readonly scopes: ReadonlyMap<string, EncodedPart>;
  readonly size: number;
  /** Whose own row changed: what they may hold may be another thing from here on. */
  readonly people: readonly string[];
};

export function encodeEntry(entry: LogEntry): EncodedEntry {
  const scopes = new Map<string, EncodedPart>();
  let size = 0;
  for (const [scope, changes] of Object.entries(entry.parts)) {
    const removed = encoded(changes.filter(([, op]) => op === 'remove'));
    const put = encoded(changes.filter(([, op]) => op === 'put'));
    scopes.set(scope, { removed, put });
    size += removed.length + put.length;
  }
  const people = (entry.parts['org'] ?? []).filter(([table]) => table === 'people').map((change) => keyOf(changeFromWire(change)).id);
  return { seq: entry.seq, scopes, size, people };
}

function encoded(changes: readonly WireChange[]): string {
  return changes.length === 0 ? '' : JSON.stringify(changes).slice(1, -1);
}

/** Largest piece in characters, so that a frame stays far below what a client accepts. */
const largestPiece = 512 * 1024;

/** Entries that travel together: as many as fit, at least one. */
export function firstPiece(entries: readonly EncodedEntry[]): readonly EncodedEntry[] {
  let size = 0;
  const end = entries.findIndex((entry, index) => {
    size += entry.size;
    return index > 0 && size > largestPiece;
  });
  return end === -1 ? entries : entries.slice(0, end);
}

/** Whether two runs still make one piece. */
export function fitTogether(one: readonly EncodedEntry[], other: readonly EncodedEntry[]): boolean {
  return [...one, ...other].reduce((sum, { size }) => sum + size, 0) <= largestPiece;
}

/**
 * What the entries hold for a set of scopes, as the inside of a JSON array; null when they hold nothing for it.
 *
 * A row that moves from one scope to another is removed from the one and put into the other by the same entry. Removals go
 * first, so that whoever holds both ends with the row, in whatever order the scopes are named.
 */
export function partFor(entries: readonly EncodedEntry[], scopes: readonly string[]): string | null {
  const texts: string[] = [];
  for (const entry of entries) {
    const parts = scopes.flatMap((scope) => entry.scopes.get(scope) ?? []);
    for (const { removed } of parts) if (removed !== '') texts.push(removed);
    for (const { put } of parts) if (put !== '') texts.push(put);
  }
  return texts.length === 0 ? null : texts.join(',');
}
