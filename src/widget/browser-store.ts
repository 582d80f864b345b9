import type { LineStore } from './outbox';

/** Local storage, or a copy that lasts as long as the page where the browser refuses storage (private mode, blocked by policy). */
export function browserStore(): LineStore {
  try {
    const probe = 'otklik:probe';
    localStorage.setItem(probe, probe);
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return memoryStore();
  }
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
