import { say } from './say.mjs';

/** Shows how far the server got: one line that changes on a terminal, one line per stage elsewhere. */
export class ProgressLine {
  #stage;
  #open = false;

  show({ key, done, total }) {
    const amount = total ? ` ${done} of ${total}` : '';
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\u001B[K  ${key}${amount}`);
      this.#open = true;
    } else if (key !== this.#stage) {
      say(`  ${key} …`);
    }
    this.#stage = key;
  }

  end() {
    if (this.#open) process.stderr.write('\r\u001B[K');
    this.#open = false;
  }
}
