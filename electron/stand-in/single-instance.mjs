import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isRunning, processIdentity } from './process-identity.mjs';

/** One app per user-data folder; a later start leaves a note in the folder, which the first one reads. */
export class SingleInstance {
  #lockFile;
  #notes;
  #watcher;

  constructor(userData) {
    this.#lockFile = join(userData, 'instance.lock');
    this.#notes = join(userData, 'second-instance');
  }

  get isHeld() {
    return this.#watcher !== undefined;
  }

  /** True for the first; a later one leaves its note and gets false. */
  request(note, onNote) {
    if (this.isHeld) return true;
    for (let attempt = 0; attempt < 3; attempt++) {
      if (this.#take()) {
        this.#listen(onNote);
        return true;
      }
      if (this.#ownerRuns()) {
        this.#leave(note);
        return false;
      }
      rmSync(this.#lockFile, { force: true });
    }
    return false;
  }

  release() {
    if (!this.isHeld) return;
    this.#watcher.close();
    this.#watcher = undefined;
    rmSync(this.#lockFile, { force: true });
  }

  #take() {
    try {
      const file = openSync(this.#lockFile, 'wx', 0o600);
      writeSync(file, processIdentity(process.pid));
      closeSync(file);
      return true;
    } catch (error) {
      if (error.code === 'EEXIST') return false;
      throw error;
    }
  }

  #ownerRuns() {
    try {
      return isRunning(readFileSync(this.#lockFile, 'utf8'));
    } catch {
      return false;
    }
  }

  #leave(note) {
    mkdirSync(this.#notes, { recursive: true });
    const unfinished = join(this.#notes, `${randomUUID()}.part`);
    writeFileSync(unfinished, JSON.stringify(note));
    renameSync(unfinished, unfinished.replace(/part$/, 'json'));
  }

  #listen(onNote) {
    rmSync(this.#notes, { recursive: true, force: true });
    mkdirSync(this.#notes, { recursive: true });
    this.#watcher = watch(this.#notes, () => this.#readNotes(onNote));
    this.#watcher.unref();
  }

  #readNotes(onNote) {
    for (const name of readdirSync(this.#notes).filter((entry) => entry.endsWith('.json'))) {
      const file = join(this.#notes, name);
      const note = JSON.parse(readFileSync(file, 'utf8'));
      rmSync(file, { force: true });
      onNote(note);
    }
  }
}
