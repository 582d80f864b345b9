/* global encode, decode */

/**
 * One side of contextBridge. The same text runs in the page's world and in the preload's world; they talk by
 * DOM events, whose details are text, so neither world ever holds an object of the other.
 */
export class Bridge {
  #outgoing;
  #functions = new Map();
  #functionIds = new WeakMap();
  #proxies = new Map();
  #returns = new Map();
  #promises = new Map();
  #nextId = 1;

  constructor(incoming, outgoing) {
    this.#outgoing = outgoing;
    const listener = (event) => {
      event.stopImmediatePropagation();
      this.#receive(JSON.parse(event.detail));
    };
    window.addEventListener(incoming, listener, true);
  }

  expose(key, api) {
    this.#ask({ type: 'expose', key, value: this.#pack(api) });
  }

  #receive(message) {
    if (message.type === 'call') {
      this.#answer(message.call, () => this.#functions.get(message.function)(...this.#unpack(message.args)));
    } else if (message.type === 'expose') {
      this.#answer(message.call, () => bindOnWindow(message.key, this.#unpack(message.value)));
    } else if (message.type === 'returned') {
      this.#returns.set(message.call, message);
    } else if (message.type === 'settled') {
      this.#settle(message);
    }
  }

  #post(message) {
    window.dispatchEvent(new CustomEvent(this.#outgoing, { detail: JSON.stringify(message) }));
  }

  /** DOM events are delivered at once, so the answer is there when `#post` returns. */
  #ask(message) {
    const call = this.#nextId++;
    this.#post({ ...message, call });
    const answer = this.#returns.get(call);
    this.#returns.delete(call);
    if (!answer) throw new Error('contextBridge: the other world is gone');
    if (answer.error !== undefined) throw this.#unpack(answer.error);
    return this.#unpack(answer.value);
  }

  #answer(call, work) {
    try {
      this.#post({ type: 'returned', call, value: this.#pack(work()) });
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      this.#post({ type: 'returned', call, error: this.#pack(reason) });
    }
  }

  #settle({ promise, value, error }) {
    const waiting = this.#promises.get(promise);
    this.#promises.delete(promise);
    if (error === undefined) waiting?.resolve(this.#unpack(value));
    else waiting?.reject(this.#unpack(error));
  }

  #pack(value) {
    return encode(value, (part) => {
      if (typeof part === 'function') return this.#referFunction(part);
      return Object.prototype.toString.call(part) === '[object Promise]' ? this.#referPromise(part) : undefined;
    });
  }

  #unpack(text) {
    return decode(text, (part) => {
      if ('function' in part) return this.#proxy(part.function);
      return new Promise((resolve, reject) => this.#promises.set(part.promise, { resolve, reject }));
    });
  }

  #referFunction(value) {
    if (!this.#functionIds.has(value)) {
      this.#functionIds.set(value, this.#nextId);
      this.#functions.set(this.#nextId++, value);
    }
    return { function: this.#functionIds.get(value) };
  }

  #referPromise(value) {
    const promise = this.#nextId++;
    value.then(
      (result) => this.#post({ type: 'settled', promise, value: this.#pack(result) }),
      (error) => this.#post({ type: 'settled', promise, error: this.#pack(error) }),
    );
    return { promise };
  }

  #proxy(id) {
    if (!this.#proxies.has(id)) {
      this.#proxies.set(id, (...args) => this.#ask({ type: 'call', function: id, args: this.#pack(args) }));
    }
    return this.#proxies.get(id);
  }
}

function bindOnWindow(key, value) {
  if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
  Object.defineProperty(window, key, { value: freezeDeep(value), enumerable: true, configurable: false, writable: false });
}

function freezeDeep(value) {
  if (!value || typeof value !== 'object' || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  Object.freeze(value);
  for (const key of Object.keys(value)) freezeDeep(value[key]);
  return value;
}
