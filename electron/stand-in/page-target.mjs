import { EventEmitter } from 'node:events';
import { pageNames, pageWorldScript, preloadWorld, preloadWorldScript } from './page-scripts.mjs';

/**
 * The Chromium page behind one window: its protocol sessions (one more for every frame and worker that runs in a
 * process of its own), the preload, and the messages between the app and the preload.
 */
export class PageTarget extends EventEmitter {
  id;
  mainFrameId;
  #runtime;
  #session;
  #sessions = new Set();
  #preloadContext;
  #waitingForPreload = [];
  #frameUrls = new Map();
  #colorScheme = '';

  constructor(runtime) {
    super();
    this.setMaxListeners(0);
    this.#runtime = runtime;
  }

  /** Takes over a target that waits for its debugger, and lets it go on once everything is in place. */
  async adopt({ targetId, sessionId, preload, additionalArguments }) {
    const { cdp } = this.#runtime.chromium;
    this.id = targetId;
    const session = cdp.session(sessionId);
    this.#session = session;
    this.#listenToPage(session);
    await session.send('Page.enable');
    const { frameTree } = await session.send('Page.getFrameTree');
    this.mainFrameId = frameTree.frame.id;
    await Promise.all([
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Runtime.enable'),
      ...(preload ? this.#installPreload(session, preload, additionalArguments) : []),
    ]);
    await this.#watchSession(session);
  }

  send(method, params) {
    return this.#session.send(method, params);
  }

  /** What the frame shows, as Chromium names it. */
  urlOfFrame(frameId) {
    return this.#frameUrls.get(frameId) ?? '';
  }

  /** Hands a message to the preload; it waits until a preload is there. */
  post(message) {
    if (!this.#preloadContext) {
      this.#waitingForPreload.push(message);
      return;
    }
    const expression = `${pageNames.receive}(${JSON.stringify(JSON.stringify(message))})`;
    // The page may be gone in the meantime, and then nobody waits for the message.
    void this.send('Runtime.evaluate', { expression, uniqueContextId: this.#preloadContext, silent: true }).catch(() => {});
  }

  /** What the page and every frame in it see as prefers-color-scheme; a frame that is gone sees nothing. */
  async emulateColorScheme(value) {
    this.#colorScheme = value;
    await Promise.all([...this.#sessions].map((session) => this.#emulate(session).catch(() => {})));
  }

  #emulate(session) {
    const features = [{ name: 'prefers-color-scheme', value: this.#colorScheme }];
    return session.send('Emulation.setEmulatedMedia', { features });
  }

  /** Every request of a session goes through the app, and so do those of the frames and workers below it. */
  async #watchSession(session) {
    this.#sessions.add(session);
    session.on('Fetch.requestPaused', (request) => this.emit('request', session, request));
    session.on('Target.attachedToTarget', (attached) => void this.#adoptChild(attached));
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
    await session.send('Runtime.runIfWaitingForDebugger');
  }

  async #adoptChild({ sessionId, targetInfo }) {
    const { cdp } = this.#runtime.chromium;
    const session = cdp.session(sessionId);
    try {
      if (targetInfo.type === 'iframe') {
        session.on('Page.windowOpen', (opening) => this.emit('window-open', opening));
        session.on('Page.frameNavigated', ({ frame }) => this.#frameUrls.set(frame.id, frame.url));
        session.on('Inspector.detached', () => this.#sessions.delete(session));
        await session.send('Page.enable');
        if (this.#colorScheme) await this.#emulate(session);
        await this.#watchSession(session);
      } else {
        await session.send('Runtime.runIfWaitingForDebugger');
      }
    } catch (error) {
      if (!/gone|closed|not found/i.test(error.message)) throw error;
    }
  }

  #installPreload(session, file, additionalArguments = []) {
    const versions = { ...process.versions, chrome: this.#runtime.chromium.version };
    return [
      session.send('Runtime.addBinding', { name: pageNames.binding, executionContextName: preloadWorld }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldScript() }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        worldName: preloadWorld,
        source: preloadWorldScript({ file, versions, additionalArguments }),
      }),
    ];
  }

  #listenToPage(session) {
    session.on('Runtime.executionContextCreated', ({ context }) => this.#contextCreated(context));
    session.on('Runtime.executionContextDestroyed', ({ executionContextUniqueId: id }) => {
      if (id === this.#preloadContext) this.#preloadContext = undefined;
    });
    session.on('Runtime.executionContextsCleared', () => (this.#preloadContext = undefined));
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === pageNames.binding) this.emit('message', JSON.parse(payload));
    });
    session.on('Page.frameNavigated', ({ frame }) => {
      this.#frameUrls.set(frame.id, frame.url);
      if (!frame.parentId) this.mainFrameId = frame.id;
    });
    session.on('Page.windowOpen', (opening) => this.emit('window-open', opening));
    const passedOn = [
      'Page.frameNavigated',
      'Page.navigatedWithinDocument',
      'Page.frameStartedLoading',
      'Page.domContentEventFired',
      'Page.loadEventFired',
      'Page.lifecycleEvent',
      'Page.javascriptDialogOpening',
      'Runtime.consoleAPICalled',
      'Runtime.exceptionThrown',
      'Inspector.targetCrashed',
    ];
    for (const name of passedOn) session.on(name, (event) => this.emit(name, event));
  }

  #contextCreated({ name, uniqueId, auxData }) {
    if (name !== preloadWorld || auxData.frameId !== this.mainFrameId) return;
    this.#preloadContext = uniqueId;
    for (const message of this.#waitingForPreload.splice(0)) this.post(message);
  }
}
