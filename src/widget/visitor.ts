import type { LineStore } from './outbox';

export type Visitor = {
  readonly token: string;
  readonly name: string | null;
  /** Has said something once: a reason to connect before the chat is opened. */
  readonly hasTalked: boolean;
};

export type VisitorFile = {
  readonly read: () => Visitor;
  /** Whether the chat stands open, in all tabs alike. */
  readonly isOpen: () => boolean;
  readonly open: (isOpen: boolean) => void;
  /** The key under which other tabs hear of that. */
  readonly openKey: string;
  /** An empty name takes the name back. */
  readonly name: (name: string) => void;
  readonly talked: () => void;
};

/** Who this browser is to the server: a random token that it made itself and keeps for the site. */
export function openVisitor(store: LineStore, site: string): VisitorFile {
  const tokenKey = `otklik:${site}:visitor`;
  const nameKey = `otklik:${site}:name`;
  const talkedKey = `otklik:${site}:talked`;
  const openKey = `otklik:${site}:open`;
  return {
    openKey,
    isOpen: () => store.getItem(openKey) !== null,
    open(isOpen: boolean): void {
      if (isOpen) store.setItem(openKey, '1');
      else store.removeItem(openKey);
    },
    read(): Visitor {
      return { token: keptToken(store, tokenKey), name: store.getItem(nameKey), hasTalked: store.getItem(talkedKey) !== null };
    },
    name(name: string): void {
      if (name === '') store.removeItem(nameKey);
      else store.setItem(nameKey, name);
    },
    talked(): void {
      store.setItem(talkedKey, '1');
    },
  };
}

function keptToken(store: LineStore, key: string): string {
  const kept = store.getItem(key);
  if (kept !== null && /^[\w-]{22}$/.test(kept)) return kept;
  const token = base64url(crypto.getRandomValues(new Uint8Array(16)));
  store.setItem(key, token);
  return store.getItem(key) ?? token;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
