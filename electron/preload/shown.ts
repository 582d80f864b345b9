import type { Update } from '#contract/bridge';

type Watching = { readonly show: (output: never) => void; readonly rows: Map<string, unknown> };

/** What the window watches: puts the patches of long lists together again. */
export class Shown {
  readonly #watching = new Map<number, Watching>();

  expect(call: number, show: (output: never) => void): void {
    this.#watching.set(call, { show, rows: new Map() });
  }

  forget(call: number): void {
    this.#watching.delete(call);
  }

  show(call: number, update: Update): void {
    const watching = this.#watching.get(call);
    if (watching === undefined) return;
    // checked: the desk answers each name with its own output, or it does not compile
    watching.show(whole(update, watching.rows) as never);
  }
}

function whole(update: Update, rows: Map<string, unknown>): unknown {
  if ('whole' in update) {
    rows.clear();
    return update.whole;
  }
  for (const [key, row] of Object.entries(update.rows)) rows.set(key, row);
  const listed = new Set(update.order);
  for (const key of rows.keys()) if (!listed.has(key)) rows.delete(key);
  const rest = typeof update.rest === 'object' ? update.rest : {};
  return { ...rest, [update.list]: update.order.map((key) => rows.get(key)) };
}
