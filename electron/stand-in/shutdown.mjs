import { preventableEvent } from './preventable-event.mjs';

const windowsMayTake = 3000;

/** How the app ends: it asks its listeners first, closes its windows, then Chromium. */
export class Shutdown {
  #runtime;
  #quitting = false;
  #exiting = false;

  constructor(runtime) {
    this.#runtime = runtime;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void this.quit());
    process.on('exit', () => runtime.app.releaseSingleInstanceLock());
  }

  get isExiting() {
    return this.#exiting;
  }

  async quit() {
    if (this.#quitting) return;
    if (this.#refused('before-quit')) return;
    this.#quitting = true;
    const closed = await this.#closeWindows();
    if (!closed || this.#refused('will-quit')) {
      this.#quitting = false;
      return;
    }
    await this.exit(0);
  }

  async exit(code) {
    if (this.#exiting) return;
    this.#exiting = true;
    this.#runtime.app.emit('quit', {}, code);
    await this.#runtime.chromium?.close();
    process.exit(code);
  }

  windowClosed() {
    const { app, windows } = this.#runtime;
    if (windows.size > 0 || this.#quitting) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else void this.quit();
  }

  #refused(name) {
    const event = preventableEvent();
    this.#runtime.app.emit(name, event);
    return event.defaultPrevented;
  }

  async #closeWindows() {
    const { windows } = this.#runtime;
    for (const window of windows.values()) {
      if (!window.closeUnlessRefused()) return false;
    }
    const deadline = performance.now() + windowsMayTake;
    while (windows.size > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return true;
  }
}
