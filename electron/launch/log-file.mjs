import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const largest = 10 * 1024 * 1024;
const keptLines = 20;

/** A log that is kept between runs, with one older part; it remembers its last lines for an error report. */
export class LogFile {
  path;
  #stream;
  #last = [];

  constructor(path) {
    this.path = path;
    mkdirSync(dirname(path), { recursive: true });
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largest) renameSync(path, `${path}.1`);
    this.#stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
    this.#stream.on('error', () => {});
  }

  write(line) {
    this.#stream.write(`${line}\n`);
    this.#last = [...this.#last, line].slice(-keptLines);
  }

  get lastLines() {
    return this.#last.join('\n');
  }
}
