import { topFrame } from './frame.mjs';
import { decode, encode } from './page/codec.mjs';

/** Carries the preload's messages to ipcMain, and its answers back. */
export class PageMessages {
  #runtime;
  #target;
  #webContents;
  #receivers;

  constructor({ runtime, target, webContents, openWindow }) {
    this.#runtime = runtime;
    this.#target = target;
    this.#webContents = webContents;
    this.#receivers = {
      open: openWindow,
      send: (message) => runtime.ipcMain.emit(message.channel, this.#event(), ...decode(message.args)),
      invoke: (message) => void this.#invoke(message),
    };
    target.on('message', (message) => this.#receivers[message.type](message));
  }

  send(channel, args) {
    this.#target.post({ type: 'event', channel, args: encode(args) });
  }

  async #invoke({ id, channel, args }) {
    let reply;
    try {
      const value = await this.#runtime.ipcMain.answer(channel, this.#event(), decode(args));
      reply = { type: 'reply', id, value: encode(value) };
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error);
      reply = { type: 'reply', id, error: `Error invoking remote method '${channel}': ${error}` };
    }
    this.#target.post(reply);
  }

  #event() {
    return {
      type: 'frame',
      sender: this.#webContents,
      senderFrame: topFrame(this.#webContents.getURL()),
      frameId: 1,
      processId: 1,
      ports: [],
      reply: (channel, ...args) => this.#webContents.send(channel, ...args),
    };
  }
}
