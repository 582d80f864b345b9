import { strict } from './not-implemented.mjs';

/** Electron's `protocol`: custom schemes and the functions that answer for them. */
export class ProtocolHandlers {
  #handlers = new Map();
  #runtime;

  constructor(runtime) {
    this.#runtime = runtime;
  }

  /** The handler of an address as the app sees it, or undefined. */
  of(appUrl) {
    return this.#handlers.get(appUrl.slice(0, appUrl.indexOf(':')));
  }

  module() {
    return strict('protocol', {
      registerSchemesAsPrivileged: (schemes) => this.#register(schemes),
      handle: (scheme, handler) => {
        if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
        this.#handlers.set(scheme, handler);
      },
      unhandle: (scheme) => void this.#handlers.delete(scheme),
      isProtocolHandled: (scheme) => this.#handlers.has(scheme),
    });
  }

  #register(schemes) {
    if (this.#runtime.ready) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    for (const { scheme, privileges = {} } of schemes) this.#runtime.address.register(scheme, privileges);
  }
}
