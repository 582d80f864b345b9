import { EventEmitter } from 'node:events';
import { imageFromBuffer } from './native-image.mjs';
import { notImplemented, strictInstances } from './not-implemented.mjs';
import { settlePermissions } from './permissions.mjs';
import { topFrame } from './frame.mjs';

/** Electron's webContents over one page of Chromium. `note…` members are for the stand-in itself. */
export class WebContents extends EventEmitter {
  id;
  session;
  #runtime;
  #window;
  #parts;
  #url = '';
  #loading = false;
  #openHandler;

  constructor(runtime, window, id) {
    super();
    this.setMaxListeners(0);
    this.id = id;
    this.session = runtime.session;
    this.#runtime = runtime;
    this.#window = window;
  }

  /** The target, the messages and the interception exist once the window does. */
  noteParts(parts) {
    this.#parts = parts;
  }

  noteUrl(url) {
    this.#url = url;
  }

  noteLoading(loading) {
    this.#loading = loading;
    if (loading) {
      this.emit('did-start-loading');
      return;
    }
    this.emit('did-finish-load', {});
    this.emit('did-stop-loading');
  }

  get mainFrame() {
    return topFrame(this.#url);
  }

  getURL() {
    return this.#url;
  }

  getTitle() {
    return this.#window.getTitle();
  }

  getType() {
    return 'window';
  }

  isLoading() {
    return this.#loading;
  }

  isDestroyed() {
    return this.#window.isDestroyed();
  }

  isCrashed() {
    return false;
  }

  send(channel, ...args) {
    if (this.isDestroyed()) throw new Error('Object has been destroyed');
    this.#parts.messages.send(channel, args);
  }

  setWindowOpenHandler(handler) {
    this.#openHandler = handler;
  }

  /** Asks the app about a new window; opens one only if the app says so. */
  noteWindowOpen({ url: chromiumUrl, name = '', features = '' }) {
    const url = this.#runtime.address.toApp(chromiumUrl);
    const disposition = features ? 'new-window' : 'foreground-tab';
    const answer = this.#openHandler?.({ url, frameName: name, features, disposition, referrer: { url: this.#url, policy: '' } });
    if (answer && answer.action !== 'allow') return;
    throw notImplemented('windows that a page opens by itself');
  }

  async loadURL(url) {
    const target = await this.#parts.attached;
    const { address, session, chromium } = this.#runtime;
    await settlePermissions({ cdp: chromium.cdp, session, address, webContents: this, url });
    const chromiumUrl = address.toChromium(new URL(url).href);
    this.#parts.interception.expectNavigation(chromiumUrl);
    const finished = this.#finished();
    const { errorText } = await target.send('Page.navigate', { url: chromiumUrl });
    if (errorText) {
      this.emit('did-fail-load', {}, -1, errorText, url, true);
      throw new Error(`${errorText} loading '${url}'`);
    }
    await finished;
  }

  async reload() {
    const target = await this.#parts.attached;
    this.#parts.interception.expectNavigation(this.#runtime.address.toChromium(this.#url));
    await target.send('Page.reload');
  }

  async executeJavaScript(expression, userGesture = false) {
    const target = await this.#parts.attached;
    const options = { expression, userGesture, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails: failure } = await target.send('Runtime.evaluate', options);
    if (failure) throw new Error(failure.exception?.description ?? failure.text);
    return result.value;
  }

  async capturePage() {
    const target = await this.#parts.attached;
    const { data } = await target.send('Page.captureScreenshot', { format: 'png' });
    return imageFromBuffer(Buffer.from(data, 'base64'));
  }

  focus() {
    this.#window.focus();
  }

  close() {
    this.#window.close();
  }

  openDevTools() {}
  closeDevTools() {}

  isDevToolsOpened() {
    return false;
  }

  setBackgroundThrottling() {}
  setIgnoreMenuShortcuts() {}

  async setVisualZoomLevelLimits() {}

  #finished() {
    const finished = new Promise((resolve, reject) => {
      this.once('did-finish-load', resolve);
      this.#window.once('closed', () => reject(new Error('The window was closed while it was loading')));
    });
    finished.catch(() => {});
    return finished;
  }
}
strictInstances(WebContents, 'webContents');
