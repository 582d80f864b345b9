/* global encode, decode, Bridge, Emitter */

class IpcRenderer extends Emitter {
  #native;
  #waiting = new Map();
  #nextId = 1;

  constructor(native) {
    super();
    this.#native = native;
  }

  invoke(channel, ...args) {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#native(JSON.stringify({ type: 'invoke', id, channel, args: encode(args) }));
      this.#waiting.set(id, { resolve, reject });
    });
  }

  send(channel, ...args) {
    this.#native(JSON.stringify({ type: 'send', channel, args: encode(args) }));
  }

  sendSync() {
    throw new Error('The Electron stand-in does not implement ipcRenderer.sendSync');
  }

  postMessage() {
    throw new Error('The Electron stand-in does not implement ipcRenderer.postMessage');
  }

  sendToHost() {
    throw new Error('The Electron stand-in does not implement ipcRenderer.sendToHost');
  }

  receive(message) {
    if (message.type === 'event') {
      this.emit(message.channel, { sender: this, ports: [] }, ...decode(message.args));
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) waiting?.resolve(decode(message.value));
    else waiting?.reject(new Error(message.error));
  }
}

/** What Electron's sandbox gives a preload script, and nothing more: `require`, `process`, contextBridge, ipcRenderer. */
export function createPreloadEnvironment({ names, info }) {
  const native = globalThis[names.binding];
  delete globalThis[names.binding];
  const forward = (event) => {
    event.stopImmediatePropagation();
    native(event.detail);
  };
  window.addEventListener(names.open, forward, true);

  const bridge = new Bridge(names.toPreload, names.toPage);
  const ipcRenderer = new IpcRenderer(native);
  globalThis[names.receive] = (text) => ipcRenderer.receive(JSON.parse(text));

  const electron = {
    contextBridge: { exposeInMainWorld: (key, api) => bridge.expose(key, api) },
    ipcRenderer,
  };
  const modules = {
    electron,
    events: Object.assign(Emitter, { EventEmitter: Emitter }),
    timers: { setTimeout, setInterval, clearTimeout, clearInterval },
    url: { URL, URLSearchParams },
  };
  const require = (id) => {
    const name = id.replace(/^node:/, '').replace(/^electron\/(renderer|common)$/, 'electron');
    if (!Object.hasOwn(modules, name)) throw new Error(`module not found: ${id}`);
    return modules[name];
  };
  const process = Object.freeze({
    ...info,
    versions: Object.freeze(info.versions),
    env: Object.freeze({}),
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
    type: 'renderer',
  });
  return { require, process };
}
