import type { Failure } from '#contract/failures';
import type { Outcome } from '#kernel/outcome';

/** What keeps the desk from keeping a draft now, and not for ever. */
const passing: ReadonlySet<Failure> = new Set(['desk.stopped', 'disk.full', 'disk.failed']);

/** How soon what was not kept is handed over again, in milliseconds. */
const againAfter = 1000;

/** Hands one person's texts to the desk. What the desk cannot keep now stays here, and is handed over until it can, also when the place where it was written is gone. */
export class Keeper<Value extends object> {
  readonly #unkept = new Map<string, Value>();
  readonly #save: (value: Value) => Promise<Outcome<null, Failure>>;
  #isOver = false;

  constructor(save: (value: Value) => Promise<Outcome<null, Failure>>) {
    this.#save = save;
  }

  /** What the desk does not have yet. */
  of(place: string): Value | null {
    return this.#unkept.get(place) ?? null;
  }

  async keep(place: string, value: Value): Promise<void> {
    this.#unkept.set(place, value);
    const outcome = await this.#save(value);
    if (this.#unkept.get(place) !== value) return;
    if (outcome.ok || this.#isOver || !passing.has(outcome.code)) this.#unkept.delete(place);
    else window.setTimeout(() => this.#again(place, value), againAfter);
  }

  /** It is leaving: until that is known, nothing of it is handed over. */
  rest(place: string): void {
    const unkept = this.#unkept.get(place);
    if (unkept !== undefined) this.#unkept.set(place, { ...unkept });
  }

  /** It left, or was thrown away. */
  drop(place: string): void {
    this.#unkept.delete(place);
  }

  end(): void {
    this.#isOver = true;
    this.#unkept.clear();
  }

  #again(place: string, value: Value): void {
    if (this.#unkept.get(place) === value) void this.keep(place, value);
  }
}
