import { randomUUID } from 'node:crypto';
import type { Failure } from '#contract/failures';
import type { Notice } from '#db/cache/notice';
import { done, refused, type Outcome } from '#kernel/outcome';
import { onDisk } from './disk-failure';
import type { Outbox } from './replica/outbox';

/** What the person has to be told until they dismiss it. What a full disk cannot keep is kept in memory. */
export class Notices {
  #passing: readonly Notice[] = [];
  readonly #outbox: Outbox;
  readonly #changed: () => void;

  constructor(outbox: Outbox, changed: () => void) {
    this.#outbox = outbox;
    this.#changed = changed;
  }

  async tell(code: Failure): Promise<void> {
    const isOfTheDisk = code === 'disk.full' || code === 'disk.failed';
    const id = code === 'access.unsealed' || code === 'outbox.setAside' || isOfTheDisk ? code : randomUUID();
    const notice: Notice = { id, at: Date.now(), code, about: null, conversation: null, text: null };
    const kept = isOfTheDisk ? refused(code) : await onDisk(() => this.#outbox.notice(notice));
    if (!kept.ok) this.#passing = [...this.#passing.filter((one) => one.id !== id), notice];
    this.#changed();
  }

  async all(): Promise<readonly Notice[]> {
    return [...(await this.#outbox.notices()), ...this.#passing];
  }

  async dismiss(id: string): Promise<Outcome<null, Failure>> {
    this.#passing = this.#passing.filter((one) => one.id !== id);
    const kept = await onDisk(() => this.#outbox.dismiss(id));
    this.#changed();
    return kept.ok ? done(null) : kept;
  }
}
