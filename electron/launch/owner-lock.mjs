import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRunning, processIdentity } from '../stand-in/process-identity.mjs';

/**
 * A file that names its one owner. A lock whose owner no longer runs is taken over.
 * The file appears with its whole content at once, so no reader ever sees half of it.
 */
export class OwnerLock {
  #file;
  #held = false;

  constructor(file) {
    this.#file = file;
  }

  /** Undefined when the lock is now ours, else what its owner wrote into it. */
  take(details = {}) {
    for (;;) {
      if (this.#link(details)) {
        this.#held = true;
        return undefined;
      }
      const owner = this.#read(this.#file);
      if (owner && isRunning(owner.identity)) return owner;
      if (owner) this.#removeStale(owner.identity);
    }
  }

  /** Writes new details into a lock that we hold. */
  update(details) {
    renameSync(this.#draft(details), this.#file);
  }

  release() {
    if (!this.#held) return;
    this.#held = false;
    rmSync(this.#file, { force: true });
  }

  #link(details) {
    const draft = this.#draft(details);
    try {
      linkSync(draft, this.#file);
      return true;
    } catch (error) {
      if (error.code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  #draft(details) {
    mkdirSync(dirname(this.#file), { recursive: true });
    const draft = `${this.#file}.${randomUUID()}`;
    writeFileSync(draft, JSON.stringify({ identity: processIdentity(process.pid), ...details }), { mode: 0o600 });
    return draft;
  }

  #read(file) {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      if (error.code === 'ENOENT') return undefined;
      return { identity: '' };
    }
  }

  /** Another process may have taken the stale lock over in the meantime; then its lock is put back. */
  #removeStale(identity) {
    const aside = `${this.#file}.${randomUUID()}`;
    try {
      renameSync(this.#file, aside);
      if (this.#read(aside)?.identity !== identity) linkSync(aside, this.#file);
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
    } finally {
      rmSync(aside, { force: true });
    }
  }
}
