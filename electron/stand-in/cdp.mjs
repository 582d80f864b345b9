import { EventEmitter } from 'node:events';

/**
 * The Chrome DevTools Protocol over Chromium's debugging pipe. A pipe, not a socket: no port is open to other
 * programs, and Chromium closes by itself when this process ends, however it ends.
 */
export class Cdp extends EventEmitter {
  #input;
  #nextId = 1;
  #pending = new Map();
  #sessions = new Map();
  #partial = [];
  #closed = false;

  constructor(input, output) {
    super();
    this.setMaxListeners(0);
    this.#input = input;
    input.on('error', () => this.#close());
    output.on('data', (chunk) => this.#read(chunk));
    output.on('close', () => this.#close());
  }

  send(method, params = {}, sessionId = undefined) {
    if (this.#closed) return Promise.reject(new Error(`Chromium is gone: ${method} was not sent`));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, method });
      this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  session(id) {
    const session = new EventEmitter();
    session.setMaxListeners(0);
    session.id = id;
    session.send = (method, params) => this.send(method, params, id);
    this.#sessions.set(id, session);
    return session;
  }

  forget(sessionId) {
    this.#sessions.delete(sessionId);
  }

  #read(chunk) {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const message = Buffer.concat([...this.#partial, rest.subarray(0, end)]).toString('utf8');
      this.#partial = [];
      rest = rest.subarray(end + 1);
      this.#receive(JSON.parse(message));
    }
    if (rest.length > 0) this.#partial.push(rest);
  }

  #receive(message) {
    if (!message.id) {
      const target = message.sessionId ? this.#sessions.get(message.sessionId) : this;
      target?.emit(message.method, message.params);
      return;
    }
    const waiting = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (!waiting) return;
    if (message.error) waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting.resolve(message.result);
  }

  #close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const { reject, method } of this.#pending.values()) reject(new Error(`Chromium is gone: ${method} has no answer`));
    this.#pending.clear();
    this.emit('close');
  }
}
