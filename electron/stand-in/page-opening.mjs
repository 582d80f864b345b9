import { randomUUID } from 'node:crypto';
import { preventableEvent } from './preventable-event.mjs';

/** Opens pages for the app's windows, and lets no other page live: popups end before their first request. */
export class PageOpening {
  #runtime;
  #expected = new Map();
  #unknown = new Map();

  constructor(runtime) {
    this.#runtime = runtime;
  }

  async start() {
    const { cdp } = this.#runtime.chromium;
    cdp.on('Target.attachedToTarget', (attached) => void this.#attached(attached));
    cdp.on('Target.targetInfoChanged', ({ targetInfo }) => this.#changed(targetInfo));
    cdp.on('Target.targetDestroyed', ({ targetId }) => {
      this.#unknown.delete(targetId);
      this.#windowOf(targetId)?.noteGone();
    });
    const filter = [{ type: 'page' }, { exclude: true }];
    await cdp.send('Target.setDiscoverTargets', { discover: true, filter });
    await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter });
  }

  /** Resolves to the target and the session of a new window's page. */
  open({ title, bounds }) {
    const mark = `stand-in-${randomUUID()}`;
    const opened = new Promise((resolve) => this.#expected.set(mark, resolve));
    this.#runtime.chromium.openWindow(`data:text/html,<title>${encodeURIComponent(title)}</title><!--${mark}-->`, bounds);
    return opened;
  }

  async #attached({ sessionId, targetInfo }) {
    const { cdp } = this.#runtime.chromium;
    const { targetId, openerId, url } = targetInfo;
    if (openerId) {
      await cdp.send('Target.closeTarget', { targetId }).catch(() => {});
      return;
    }
    this.#unknown.set(targetId, sessionId);
    if (this.#settle(targetId, url)) return;
    // A window of its own process gets its address only after it starts to run.
    await cdp.send('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(() => {});
  }

  #changed({ targetId, url, title }) {
    if (this.#settle(targetId, url)) return;
    const window = this.#windowOf(targetId);
    // Until a page sets its title, Chromium shows its address.
    const isTitle = title && !url.startsWith('data:') && !url.endsWith(title);
    if (window && isTitle && title !== window.getTitle()) window.noteTitle(title, preventableEvent());
  }

  #settle(targetId, url) {
    const sessionId = this.#unknown.get(targetId);
    const mark = /stand-in-[0-9a-f-]{36}/.exec(url)?.[0];
    const resolve = this.#expected.get(mark);
    if (!sessionId || !resolve) return false;
    this.#unknown.delete(targetId);
    this.#expected.delete(mark);
    resolve({ targetId, sessionId });
    return true;
  }

  #windowOf(targetId) {
    return [...this.#runtime.windows.values()].find((window) => window.targetId === targetId);
  }
}
