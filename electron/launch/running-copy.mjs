import { randomUUID, timingSafeEqual } from 'node:crypto';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { OwnerLock } from './owner-lock.mjs';

const patience = 5000;
const longestRequest = 200;

/** One run per data folder. The first run answers later ones, which only ask it to show its window. */
export class RunningCopy {
  #lock;
  #listener;
  #secret = randomUUID();
  #show = () => {};

  constructor(data) {
    this.#lock = new OwnerLock(join(data, 'start.lock'));
  }

  /** Undefined when this run is the first, else the one that runs. */
  async claim() {
    const other = this.#lock.take();
    if (other) return { show: () => ask(other) };
    process.once('exit', () => this.#lock.release());
    this.#listener = createServer((socket) => this.#answer(socket));
    await new Promise((resolve, reject) => {
      this.#listener.once('error', reject);
      this.#listener.listen(0, '127.0.0.1', resolve);
    });
    this.#listener.unref();
    this.#lock.update({ port: this.#listener.address().port, secret: this.#secret });
    return undefined;
  }

  onShow(show) {
    this.#show = show;
  }

  release() {
    this.#listener?.close();
    this.#lock.release();
  }

  #answer(socket) {
    let text = '';
    socket.on('error', () => {});
    socket.setTimeout(patience, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk;
      if (text.length > longestRequest) socket.destroy();
      if (!text.includes('\n')) return;
      if (isSame(text.trim(), this.#secret)) this.#show();
      socket.end();
    });
  }
}

/** Only who can read the lock file knows the secret. */
function isSame(given, secret) {
  return given.length === secret.length && timingSafeEqual(Buffer.from(given), Buffer.from(secret));
}

function ask({ port, secret }) {
  return new Promise((resolve) => {
    // A run that has only just begun shows its window anyway.
    if (!port) return resolve();
    const socket = createConnection(port, '127.0.0.1', () => socket.write(`${secret}\n`));
    socket.setTimeout(patience, () => socket.destroy());
    socket.on('error', resolve);
    socket.on('close', resolve);
    socket.resume();
  });
}
