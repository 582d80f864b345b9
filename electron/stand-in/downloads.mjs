import { EventEmitter } from 'node:events';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { strictInstances } from './not-implemented.mjs';
import { preventableEvent } from './preventable-event.mjs';

/** Hands every download to `session.on('will-download')`; a refused one is cancelled before its first byte is kept. */
export class Downloads {
  #runtime;
  #folder;
  #items = new Map();

  constructor(runtime) {
    this.#runtime = runtime;
    this.#folder = join(runtime.app.getPath('userData'), 'stand-in-downloads');
  }

  async start() {
    const { cdp } = this.#runtime.chromium;
    cdp.on('Browser.downloadWillBegin', (download) => this.#begin(download));
    cdp.on('Browser.downloadProgress', (progress) => this.#progress(progress));
    await cdp.send('Browser.setDownloadBehavior', {
      behavior: 'allowAndName',
      downloadPath: this.#folder,
      eventsEnabled: true,
    });
  }

  #begin({ guid, url, suggestedFilename }) {
    const { session, windows, address } = this.#runtime;
    const cancel = () => void this.#runtime.chromium.cdp.send('Browser.cancelDownload', { guid }).catch(() => {});
    const item = new DownloadItem({ url: address.toApp(url), name: suggestedFilename, cancel });
    const event = preventableEvent();
    session.emit('will-download', event, item, [...windows.values()][0]?.webContents);
    if (event.defaultPrevented) cancel();
    else this.#items.set(guid, item);
  }

  #progress({ guid, receivedBytes, totalBytes, state }) {
    const item = this.#items.get(guid);
    if (!item) return;
    if (state === 'inProgress') {
      item.advance(receivedBytes, totalBytes);
      return;
    }
    this.#items.delete(guid);
    const received = join(this.#folder, guid);
    item.finish(state === 'completed' ? 'completed' : 'cancelled', received);
    rmSync(received, { force: true });
  }
}

class DownloadItem extends EventEmitter {
  #url;
  #name;
  #cancel;
  #savePath = '';
  #state = 'progressing';
  #received = 0;
  #total = 0;

  constructor({ url, name, cancel }) {
    super();
    this.#url = url;
    this.#name = name;
    this.#cancel = cancel;
  }

  getURL() {
    return this.#url;
  }

  getFilename() {
    return this.#name;
  }

  getSavePath() {
    return this.#savePath;
  }

  setSavePath(path) {
    this.#savePath = path;
  }

  getState() {
    return this.#state;
  }

  getReceivedBytes() {
    return this.#received;
  }

  getTotalBytes() {
    return this.#total;
  }

  cancel() {
    this.#cancel();
  }

  advance(received, total) {
    this.#received = received;
    this.#total = total;
    this.emit('updated', {}, 'progressing');
  }

  finish(state, receivedFile) {
    this.#state = state;
    if (state === 'completed' && this.#savePath) {
      mkdirSync(dirname(this.#savePath), { recursive: true });
      copyFileSync(receivedFile, this.#savePath);
    }
    this.emit('done', {}, state);
  }
}
strictInstances(DownloadItem, 'DownloadItem');
