import { topFrame } from './frame.mjs';
import { preventableEvent } from './preventable-event.mjs';
import { preloadWorld } from './page-scripts.mjs';

const levels = { warning: 'warning', error: 'error', assert: 'error', debug: 'debug' };

/** Turns what Chromium reports about a page into the events of webContents and its window. */
export function relayPageEvents({ target, webContents, window, address }) {
  const isMain = (frameId) => frameId === target.mainFrameId;
  let shown = false;
  const handlers = {
    'Page.frameNavigated': ({ frame: { id, url } }) => {
      if (!isMain(id) || url.startsWith('data:')) return;
      webContents.noteUrl(address.toApp(url));
      webContents.emit('did-navigate', {}, webContents.getURL(), 200, 'OK');
    },
    'Page.navigatedWithinDocument': ({ frameId, url }) => {
      if (!isMain(frameId)) return;
      webContents.noteUrl(address.toApp(url));
      webContents.emit('did-navigate-in-page', {}, webContents.getURL(), true);
    },
    'Page.frameStartedLoading': ({ frameId }) => isMain(frameId) && webContents.noteLoading(true),
    'Page.domContentEventFired': () => webContents.emit('dom-ready', {}),
    'Page.loadEventFired': () => webContents.noteLoading(false),
    'Page.lifecycleEvent': ({ name, frameId }) => {
      if (shown || name !== 'firstPaint' || !isMain(frameId) || !webContents.getURL()) return;
      shown = true;
      window.emit('ready-to-show', {});
    },
    'Page.javascriptDialogOpening': ({ type }) => answerDialog(type, { target, webContents }),
    'Runtime.consoleAPICalled': ({ type, args }) => {
      const message = args.map((argument) => argument.value ?? argument.description ?? '').join(' ');
      const level = levels[type] ?? 'info';
      webContents.emit('console-message', { level, message, frame: topFrame(webContents.getURL()) });
    },
    'Runtime.exceptionThrown': ({ exceptionDetails }) => reportPreloadError(exceptionDetails, webContents),
    'Inspector.targetCrashed': () => webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
  };
  for (const [name, handler] of Object.entries(handlers)) target.on(name, handler);
}

function answerDialog(type, { target, webContents }) {
  if (type !== 'beforeunload') return;
  const event = preventableEvent();
  webContents.emit('will-prevent-unload', event);
  void target.send('Page.handleJavaScriptDialog', { accept: event.defaultPrevented }).catch(() => {});
}

function reportPreloadError({ url, exception, text, executionContextAuxData }, webContents) {
  const isPreload = executionContextAuxData?.name === preloadWorld || url?.startsWith('file://');
  if (!isPreload) return;
  const error = new Error(exception?.description ?? text);
  console.error(`The preload failed: ${error.message}`);
  webContents.emit('preload-error', {}, url, error);
}
