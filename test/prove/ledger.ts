import type { ClientId } from '#kernel/id';

/** How a deed is known again in the database: by its words, or by the id of the event message that it leaves. */
export type Mark = { readonly text: string } | { readonly event: string };

/**
 * One thing that somebody outside asked the system to do. It is `open` until the system said that it stands; a deed that is
 * still open at the end is unknown: it may stand, once.
 */
export type Deed = {
  readonly mark: Mark;
  /** A mutation is numbered by its client; a client that begins anew numbers what waits anew. */
  mutation: { readonly client: ClientId; readonly number: number } | null;
  /** A command goes under a key. */
  readonly key: string | null;
  state: 'open' | 'acknowledged' | 'refused';
  /** By the steady clock: when it left the state `open`. */
  settledAt: number;
};

/** What was asked and what was promised, kept outside of the system. Entries are added and settled, never taken back. */
export class Ledger {
  readonly deeds: Deed[] = [];
  #words = 0;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** Words that nobody said before. */
  words(kind: string): string {
    this.#words += 1;
    return `${kind} ${this.#name}-${this.#words}`;
  }

  invoke(deed: Omit<Deed, 'state' | 'settledAt'>): Deed {
    const open: Deed = { ...deed, state: 'open', settledAt: 0 };
    this.deeds.push(open);
    return open;
  }

  acknowledge(deed: Deed): void {
    this.#settle(deed, 'acknowledged');
  }

  refuse(deed: Deed): void {
    this.#settle(deed, 'refused');
  }

  /** What was promised between two moments fell behind a restore: it may stand, once. Answers how much that is. */
  doubt(from: number, to: number): number {
    const doubtful = this.deeds.filter(({ state, settledAt }) => state !== 'open' && settledAt >= from && settledAt <= to);
    for (const deed of doubtful) deed.state = 'open';
    return doubtful.length;
  }

  count(state: Deed['state']): number {
    return this.deeds.filter((deed) => deed.state === state).length;
  }

  #settle(deed: Deed, state: 'acknowledged' | 'refused'): void {
    if (deed.state !== 'open') return;
    deed.state = state;
    deed.settledAt = performance.now();
  }
}
