/** The part of Node's EventEmitter that Electron gives a sandboxed preload. */
export class Emitter {
  #listeners = new Map();

  on(name, listener) {
    this.#listeners.set(name, [...this.listeners(name), listener]);
    return this;
  }

  addListener(name, listener) {
    return this.on(name, listener);
  }

  once(name, listener) {
    const wrapped = (...args) => {
      this.off(name, wrapped);
      listener(...args);
    };
    wrapped.listener = listener;
    return this.on(name, wrapped);
  }

  off(name, listener) {
    const at = this.listeners(name).findLastIndex((entry) => entry === listener || entry.listener === listener);
    if (at >= 0) this.#listeners.set(name, this.listeners(name).toSpliced(at, 1));
    return this;
  }

  removeListener(name, listener) {
    return this.off(name, listener);
  }

  removeAllListeners(name) {
    if (name === undefined) this.#listeners.clear();
    else this.#listeners.delete(name);
    return this;
  }

  emit(name, ...args) {
    const current = this.listeners(name);
    for (const listener of current) listener(...args);
    return current.length > 0;
  }

  listeners(name) {
    return this.#listeners.get(name) ?? [];
  }

  listenerCount(name) {
    return this.listeners(name).length;
  }
}
