import type { PendingLine } from './talk';

/** The part of the browser's Storage that the outbox needs. */
export type LineStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export type Outbox = {
  readonly pending: () => readonly PendingLine[];
  readonly add: (line: PendingLine) => void;
  readonly remove: (line: string) => void;
  readonly owns: (key: string) => boolean;
};

/**
 * Lines that wait for the server's acknowledgement, in the browser's local storage, so that they outlive the page.
 * Every line has a key of its own: tabs that write at the same time cannot overwrite each other's lines.
 */
export function openOutbox(store: LineStore, site: string): Outbox {
  const prefix = `otklik:${site}:line:`;
  const read = () => keysOf(store, prefix).flatMap((key) => parsed(store.getItem(key)));
  return {
    pending: () => read().toSorted(byMoment),
    add: (line) => store.setItem(prefix + line.line, JSON.stringify(line)),
    remove: (line) => store.removeItem(prefix + line),
    owns: (key) => key.startsWith(prefix),
  };
}

function byMoment(one: PendingLine, other: PendingLine): number {
  return one.at - other.at || (one.line < other.line ? -1 : 1);
}

function keysOf(store: LineStore, prefix: string): readonly string[] {
  return Array.from({ length: store.length }, (_, at) => store.key(at) ?? '').filter((key) => key.startsWith(prefix));
}

function parsed(stored: string | null): readonly PendingLine[] {
  try {
    const value: unknown = JSON.parse(stored ?? 'null');
    return isPendingLine(value) ? [value] : [];
  } catch {
    return [];
  }
}

function isPendingLine(value: unknown): value is PendingLine {
  if (typeof value !== 'object' || value === null) return false;
  const has = (key: string, type: string) => typeof Reflect.get(value, key) === type;
  const name: unknown = Reflect.get(value, 'name');
  return has('line', 'string') && has('at', 'number') && has('text', 'string') && (name === null || typeof name === 'string');
}
