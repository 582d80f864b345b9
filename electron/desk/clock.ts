import type { Instant } from '#kernel/instant';

/** A wall clock that moved by more than this against the steady one was set by somebody, in milliseconds. */
const jump = 2000;

/**
 * The server's time on this computer. Between two words of the server the steady clock counts; the wall clock is a hint,
 * used only before the first word.
 */
export class Clock {
  #base: Instant;
  #steady: number;
  #wall: Instant;
  #trusted = false;

  constructor() {
    this.#wall = Date.now();
    this.#steady = performance.now();
    this.#base = this.#wall;
  }

  /** What an earlier run knew of the server's time; a word of the server in this run is better. */
  resume(offset: number): void {
    if (!this.#trusted) this.#base = this.#wall + offset;
  }

  now(): Instant {
    return Math.round(this.#base + performance.now() - this.#steady);
  }

  /** The server said its time; half of the way back is not known and not guessed. */
  heard(now: Instant): void {
    this.#base = now;
    this.#steady = performance.now();
    this.#wall = Date.now();
    this.#trusted = true;
  }

  /** Add to the wall clock to get the server's time. */
  offset(): number {
    return this.now() - Date.now();
  }

  /** False before the server's first word, and after the wall clock was set or the computer slept. */
  isTrusted(): boolean {
    const steady = performance.now() - this.#steady;
    if (Math.abs(Date.now() - this.#wall - steady) > jump) this.#trusted = false;
    return this.#trusted;
  }
}
