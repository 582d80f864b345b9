import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Electron's process.parentPort over the channel to the parent: messages wait for the first listener. */
class ParentPort extends EventEmitter {
  #started = false;
  #waiting = [];

  constructor() {
    super();
    process.on('message', (data) => this.#receive({ data, ports: [] }));
    this.on('newListener', (name) => {
      if (name === 'message') queueMicrotask(() => this.start());
    });
  }

  start() {
    this.#started = true;
    for (const event of this.#waiting.splice(0)) this.emit('message', event);
  }

  pause() {
    this.#started = false;
  }

  postMessage(message) {
    if (process.connected) process.send(message);
  }

  #receive(event) {
    if (this.#started) this.emit('message', event);
    else this.#waiting.push(event);
  }
}

// However the parent ends, its end of the channel closes, and no child stays behind.
process.on('disconnect', () => process.exit());

const [executable, , modulePath, ...args] = process.argv;
process.argv = [executable, resolve(modulePath), ...args];
process.type = 'utility';
process.parentPort = new ParentPort();
await import(pathToFileURL(process.argv[1]).href);
