import type { LineStore } from './outbox';

/** Local storage; what it does not take (it is full, refused, or none) lasts as long as the page. */
export function browserStore(): LineStore {
  try {
    return overflowing(localStorage);
  } catch {
    return memoryStore();
  }
}

/** A page shares its storage with the widget and may have filled it: what a visitor writes must not vanish for that. */
export function overflowing(store: LineStore): LineStore {
  const spilled = memoryStore();
  return {
    get length() {
      return store.length + spilled.length;
    },
    key: (at) => (at < store.length ? store.key(at) : spilled.key(at - store.length)),
    getItem: (key) => spilled.getItem(key) ?? store.getItem(key),
    setItem: (key, value) => {
      try {
        store.setItem(key, value);
        spilled.removeItem(key);
      } catch {
        spilled.setItem(key, value);
      }
    },
    removeItem: (key) => {
      store.removeItem(key);
      spilled.removeItem(key);
    },
  };
}

export function memoryStore(): LineStore {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (at) => [...values.keys()][at] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}
