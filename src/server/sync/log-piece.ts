import type { LogEntry } from '#db/central/change-log';

/** An entry of the log with each scope's changes as JSON without brackets, encoded once for all sessions. */
export type EncodedEntry = { readonly seq: number; readonly scopes: ReadonlyMap<string, string>; readonly size: number };

export function encodeEntry(entry: LogEntry): EncodedEntry {
  const scopes = new Map<string, string>();
  let size = 0;
  for (const [scope, changes] of Object.entries(entry.parts)) {
    const text = JSON.stringify(changes).slice(1, -1);
    scopes.set(scope, text);
    size += text.length;
  }
  return { seq: entry.seq, scopes, size };
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

/** What the entries hold for a set of scopes, as the inside of a JSON array; null when they hold nothing for it. */
export function partFor(entries: readonly EncodedEntry[], scopes: readonly string[]): string | null {
  const texts: string[] = [];
  for (const entry of entries) {
    for (const scope of scopes) {
      const text = entry.scopes.get(scope);
      if (text !== undefined && text !== '') texts.push(text);
    }
  }
  return texts.length === 0 ? null : texts.join(',');
}
