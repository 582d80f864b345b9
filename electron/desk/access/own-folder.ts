import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StartWait } from '#contract/requests';
import { isHeldElsewhere } from '#db/cache/damage';
import { holdFile } from '#db/cache/sqlite';
import { done, refused, type Outcome } from '#kernel/outcome';
import { openFailure } from '../disk-failure';

/** How long a desk that is still ending may take before the person hears of it, in milliseconds. */
const patience = 3000;
const tryEvery = 100;

/** The folder of this computer's desk, which one process at a time may use: two that send from one outbox would send twice. */
export class OwnFolder {
  readonly #folder: string;
  #held: { readonly giveBack: () => Promise<void> } | null = null;
  /** Until when another process is taken for one that is ending. */
  #until = performance.now() + patience;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get isOurs(): boolean {
    return this.#held !== null;
  }

  async take(): Promise<Outcome<null, StartWait>> {
    for (;;) {
      const taken = await this.#try();
      if (taken.ok || taken.code !== 'desk.elsewhere' || performance.now() > this.#until) return taken;
      await pause(tryEvery);
    }
  }

  async giveBack(): Promise<void> {
    this.#until = 0;
    await this.#held?.giveBack();
    this.#held = null;
  }

  async #try(): Promise<Outcome<null, StartWait>> {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#held ??= await holdFile(join(this.#folder, 'desk.lock'));
      return done(null);
    } catch (error) {
      if (isHeldElsewhere(error)) return refused('desk.elsewhere');
      const failure = openFailure(error, this.#folder);
      if (failure === null) throw error;
      return refused(failure);
    }
  }
}
