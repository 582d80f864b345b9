import type { ConversationId } from '#kernel/id';
import { second, type Instant } from '#kernel/instant';

/** A customer who typed counts as typing for this long. */
const fresh = 6 * second;

/** Which customers are typing now. Nothing of it is kept. */
export class TypingMarks {
  readonly #until = new Map<ConversationId, { readonly at: Instant; readonly timer: NodeJS.Timeout }>();
  readonly #now: () => Instant;
  readonly #changed: () => void;

  constructor(now: () => Instant, changed: () => void) {
    this.#now = now;
    this.#changed = changed;
  }

  heard(conversation: ConversationId): void {
    clearTimeout(this.#until.get(conversation)?.timer);
    const timer = setTimeout(() => this.#forget(conversation), fresh);
    this.#until.set(conversation, { at: this.#now() + fresh, timer });
    this.#changed();
  }

  /** Until when they count as typing; what was typed before their last message has arrived with it. */
  until(conversation: ConversationId, lastWrote: Instant | null): Instant | null {
    const at = this.#until.get(conversation)?.at;
    if (at === undefined) return null;
    return lastWrote !== null && lastWrote >= at - fresh ? null : at;
  }

  stop(): void {
    for (const { timer } of this.#until.values()) clearTimeout(timer);
    this.#until.clear();
  }

  #forget(conversation: ConversationId): void {
    this.#until.delete(conversation);
    this.#changed();
  }
}
