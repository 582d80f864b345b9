import { strictInstances, notImplemented } from './not-implemented.mjs';
import { PageTarget } from './page-target.mjs';
import { PageMessages } from './page-messages.mjs';
import { relayPageEvents } from './page-events.mjs';
import { preventableEvent } from './preventable-event.mjs';
import { RequestInterception } from './request-interception.mjs';
import { WebContents } from './web-contents.mjs';
import { WindowFrame } from './window-frame.mjs';

/** Electron's BrowserWindow over one window of Chromium. */
class WindowOnChromium extends WindowFrame {
  id;
  webContents;
  #runtime;
  #target;
  #attached;
  #destroyed = false;

  constructor(runtime, options = {}) {
    if (!runtime.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    refuseUnsafe(options.webPreferences ?? {});
    super(runtime, options);
    this.#runtime = runtime;
    this.id = runtime.nextWindowId();
    this.webContents = new WebContents(runtime, this, this.id);
    this.#target = new PageTarget(runtime);
    this.#attached = this.#attach(options);
    this.#attached.catch((error) => {
      if (!this.#destroyed && !runtime.shutdown.isExiting) console.error('A window could not be opened', error);
    });
    this.#connectContents();
    runtime.windows.set(this.id, this);
    queueMicrotask(() => {
      runtime.app.emit('browser-window-created', {}, this);
      runtime.app.emit('web-contents-created', {}, this.webContents);
    });
  }

  /** The page of this window once it answers. */
  get attached() {
    return this.#attached;
  }

  get targetId() {
    return this.#target.id;
  }

  loadURL(url) {
    return this.webContents.loadURL(url);
  }

  reload() {
    void this.webContents.reload();
  }

  capturePage() {
    return this.webContents.capturePage();
  }

  isDestroyed() {
    return this.#destroyed;
  }

  close() {
    this.closeUnlessRefused();
  }

  /** False when a listener of `close` refused. */
  closeUnlessRefused() {
    if (this.#destroyed) return true;
    const event = preventableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }

  destroy() {
    if (this.#destroyed) return;
    const { cdp } = this.#runtime.chromium;
    void this.#attached.then((target) => cdp.send('Target.closeTarget', { targetId: target.id })).catch(() => {});
  }

  /** Chromium says that the page is gone. */
  noteGone() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
    this.#runtime.windows.delete(this.id);
    this.#runtime.shutdown.windowClosed();
  }

  async #attach({ webPreferences = {} }) {
    const { targetId, sessionId } = await this.#runtime.openPage({ title: this.getTitle(), bounds: this.getBounds() });
    const { preload, additionalArguments } = webPreferences;
    await this.#target.adopt({ targetId, sessionId, preload, additionalArguments });
    await this.place(this.#target);
    // Again at every navigation: a driver of tests that attaches meanwhile resets it.
    this.#target.on('Page.frameNavigated', () => this.#followTheme());
    return this.#target;
  }

  #followTheme() {
    const scheme = this.#runtime.nativeTheme.colorScheme;
    if (scheme) void this.#target.emulateColorScheme(scheme);
  }

  #connectContents() {
    const runtime = this.#runtime;
    const target = this.#target;
    const webContents = this.webContents;
    const openWindow = (opening) => webContents.noteWindowOpen(opening);
    const messages = new PageMessages({ runtime, target, webContents, openWindow });
    const interception = new RequestInterception({ runtime, target, webContents });
    webContents.noteParts({ attached: this.#attached, messages, interception });
    target.on('window-open', ({ url, windowName, windowFeatures }) =>
      openWindow({ url, name: windowName, features: windowFeatures?.join(',') }),
    );
    relayPageEvents({ target, webContents, window: this, address: runtime.address });
  }
}
strictInstances(WindowOnChromium, 'BrowserWindow');

function refuseUnsafe({ nodeIntegration, contextIsolation, sandbox, webviewTag, webSecurity }) {
  const unsafe = nodeIntegration || contextIsolation === false || sandbox === false || webviewTag || webSecurity === false;
  if (unsafe) throw notImplemented('windows without sandbox, context isolation and web security');
}

/** The class that the app imports, bound to one running app. */
export function createBrowserWindowClass(runtime) {
  const all = () => [...runtime.windows.values()];
  return class BrowserWindow extends WindowOnChromium {
    constructor(options) {
      super(runtime, options);
    }

    static getAllWindows() {
      return all();
    }

    static getFocusedWindow() {
      return all().find((window) => window.isFocused()) ?? null;
    }

    static fromId(id) {
      return runtime.windows.get(id) ?? null;
    }

    static fromWebContents(contents) {
      return all().find((window) => window.webContents === contents) ?? null;
    }
  };
}
