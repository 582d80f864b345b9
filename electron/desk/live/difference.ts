import type { Update } from '#contract/bridge';
import { z } from 'zod';

/** Where in an answer the long list stands, and what names a row of it. */
export type ListShape = { readonly field: string; readonly key: (row: unknown) => string };

const answer = z.record(z.string(), z.unknown());
const list = z.array(z.unknown());

/** What must be sent so that the window, which has the last answer, has this one; null when nothing. */
export class Difference {
  readonly #shape: ListShape | null;
  #last: string | null = null;
  #order = '';
  #rows = new Map<string, string>();

  constructor(shape: ListShape | null) {
    this.#shape = shape;
  }

  to(value: unknown): Update | null {
    if (this.#shape === null || value === null) return this.#whole(value);
    return this.#patch(answer.parse(value), this.#shape);
  }

  #whole(value: unknown): Update | null {
    const text = JSON.stringify(value);
    this.#rows = new Map();
    this.#order = '';
    if (text === this.#last) return null;
    this.#last = text;
    return { whole: value };
  }

  #patch(value: Readonly<Record<string, unknown>>, { field, key }: ListShape): Update | null {
    const { [field]: listed, ...rest } = value;
    const texts = new Map<string, string>();
    const changed: Record<string, unknown> = {};
    for (const row of list.parse(listed)) {
      const text = JSON.stringify(row);
      texts.set(key(row), text);
      if (this.#rows.get(key(row)) !== text) changed[key(row)] = row;
    }
    const order = [...texts.keys()];
    const text = JSON.stringify(rest);
    const isSame = text === this.#last && Object.keys(changed).length === 0 && order.join() === this.#order;
    this.#rows = texts;
    this.#order = order.join();
    this.#last = text;
    return isSame ? null : { list: field, order, rows: changed, rest };
  }
}
