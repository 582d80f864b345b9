import { EventEmitter } from 'node:events';
import { strictInstances } from './not-implemented.mjs';

/** Electron's `ipcMain`: one handler per channel for invoke, any number of listeners for send. */
export class IpcMain extends EventEmitter {
  #handlers = new Map();

  handle(channel, handler) {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel, handler) {
    this.handle(channel, (...args) => {
      this.removeHandler(channel);
      return handler(...args);
    });
  }

  removeHandler(channel) {
    this.#handlers.delete(channel);
  }

  /** Runs the handler of a channel for a page. */
  async answer(channel, event, args) {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}
strictInstances(IpcMain, 'ipcMain');
