import type { ConversationId, PersonId } from '#kernel/id';
import { second, type Instant } from '#kernel/instant';

/** Who typed counts as typing for this long. */
const fresh = 6 * second;

type Writer = PersonId | 'customer';
type Mark = { readonly conversation: ConversationId; readonly by: Writer; readonly at: Instant; readonly timer: NodeJS.Timeout };

/** Who is writing now: customers, and colleagues. Nothing of it is kept. */
export class TypingMarks {
  readonly #marks = new Map<string, Mark>();
  readonly #now: () => Instant;
  readonly #changed: () => void;

  constructor(now: () => Instant, changed: () => void) {
    this.#now = now;
    this.#changed = changed;
  }

  heard(conversation: ConversationId, by: Writer = 'customer'): void {
    const key = keyOf(conversation, by);
    clearTimeout(this.#marks.get(key)?.timer);
    const timer = setTimeout(() => this.#forget(key), fresh);
    this.#marks.set(key, { conversation, by, at: this.#now() + fresh, timer });
    this.#changed();
  }

  /** Until when the customer counts as typing; what was typed before their last message has arrived with it. */
  until(conversation: ConversationId, lastWrote: Instant | null): Instant | null {
    const at = this.#marks.get(keyOf(conversation, 'customer'))?.at;
    if (at === undefined) return null;
    return lastWrote !== null && lastWrote >= at - fresh ? null : at;
  }

  /** The colleagues who write there. */
  writers(conversation: ConversationId): PersonId[] {
    return [...this.#marks.values()].flatMap(({ by, conversation: where }) => (where === conversation && by !== 'customer' ? [by] : []));
  }

  stop(): void {
    for (const { timer } of this.#marks.values()) clearTimeout(timer);
    this.#marks.clear();
  }

  #forget(key: string): void {
    this.#marks.delete(key);
    this.#changed();
  }
}

function keyOf(conversation: ConversationId, by: Writer): string {
  return `${by} ${conversation}`;
}
