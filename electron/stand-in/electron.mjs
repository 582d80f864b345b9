import { App } from './app.mjs';
import { createBrowserWindowClass } from './browser-window.mjs';
import { Chromium } from './chromium.mjs';
import { createDialog } from './dialog.mjs';
import { Downloads } from './downloads.mjs';
import { IpcMain } from './ipc-main.mjs';
import { createMenuClasses } from './menu.mjs';
import { nativeImage } from './native-image.mjs';
import { NativeTheme } from './native-theme.mjs';
import { createNet } from './net.mjs';
import { absent, strict } from './not-implemented.mjs';
import { createNotificationClass } from './notification.mjs';
import { PageOpening } from './page-opening.mjs';
import { PowerMonitor } from './power-monitor.mjs';
import { ProtocolHandlers } from './protocol.mjs';
import { createRecordings } from './recordings.mjs';
import { createSafeStorage } from './safe-storage.mjs';
import { SchemeAddress } from './scheme-address.mjs';
import { Screen } from './screen.mjs';
import { Session } from './session.mjs';
import { Shutdown } from './shutdown.mjs';
import { createTrayClass } from './tray.mjs';
import { createUtilityProcess } from './utility-process.mjs';

/** Builds the module that `import … from 'electron'` gives, and the function that brings the app up. */
export function createElectron({ appPath, manifest, switches }) {
  const runtime = createRuntime({ appPath, manifest, switches });
  const BrowserWindow = createBrowserWindowClass(runtime);
  return { electron: electronModule(runtime, BrowserWindow), start: () => start(runtime) };
}

/** What the parts of one running app share. */
function createRuntime({ appPath, manifest, switches }) {
  let lastWindowId = 0;
  const runtime = {
    appPath,
    manifest,
    switches,
    ready: false,
    chromium: undefined,
    windows: new Map(),
    address: new SchemeAddress(),
    recordings: createRecordings(),
    ipcMain: new IpcMain(),
    nextWindowId: () => ++lastWindowId,
  };
  runtime.app = new App(runtime);
  runtime.shutdown = new Shutdown(runtime);
  runtime.protocol = new ProtocolHandlers(runtime);
  runtime.session = new Session(runtime.protocol.module());
  runtime.nativeTheme = new NativeTheme((scheme) => emulateEverywhere(runtime, scheme));
  return runtime;
}

function emulateEverywhere(runtime, scheme) {
  for (const window of runtime.windows.values()) {
    void window.attached.then((target) => target.emulateColorScheme(scheme)).catch(() => {});
  }
}

async function start(runtime) {
  const { app, switches, shutdown, windows } = runtime;
  if (shutdown.isExiting) return;
  runtime.chromium = await Chromium.launch({
    userData: app.getPath('userData'),
    name: app.name,
    switches,
    onExit: () => {
      for (const window of windows.values()) window.noteGone();
      app.quit();
    },
  });
  process.on('exit', () => runtime.chromium.kill());
  Object.defineProperty(process.versions, 'chrome', { value: runtime.chromium.version, enumerable: true });
  const pages = new PageOpening(runtime);
  runtime.openPage = (options) => pages.open(options);
  await pages.start();
  await new Downloads(runtime).start();
  runtime.ready = true;
  app.announceReady();
}

function electronModule(runtime, BrowserWindow) {
  const { app, ipcMain, recordings, session, nativeTheme } = runtime;
  const { Menu, MenuItem } = createMenuClasses({ recordings, focusedWindow: () => BrowserWindow.getFocusedWindow() });
  const present = {
    app,
    BrowserWindow,
    clipboard: strict('clipboard', {
      writeText: (text) => void (recordings.clipboard = text),
      readText: () => recordings.clipboard,
    }),
    dialog: createDialog(recordings),
    ipcMain,
    Menu,
    MenuItem,
    nativeImage,
    nativeTheme,
    net: createNet(runtime),
    Notification: createNotificationClass(recordings),
    powerMonitor: new PowerMonitor(recordings),
    protocol: session.protocol,
    safeStorage: createSafeStorage(runtime),
    screen: new Screen(),
    session: strict('session', { defaultSession: session }),
    shell: strict('shell', {
      openExternal: async (url) => void recordings.openedExternally.push(url),
      showItemInFolder: (path) => void recordings.shownInFolder.push(path),
      beep: () => {},
    }),
    Tray: createTrayClass(recordings),
    utilityProcess: createUtilityProcess(runtime),
    webContents: webContentsModule(runtime),
    standIn: recordings,
  };
  return new Proxy(present, {
    get: (target, key) => (key in target || typeof key === 'symbol' || key === 'then' ? target[key] : absent(key)),
  });
}

function webContentsModule({ windows }) {
  const all = () => [...windows.values()];
  return strict('webContents', {
    getAllWebContents: () => all().map((window) => window.webContents),
    getFocusedWebContents: () => all().find((window) => window.isFocused())?.webContents ?? null,
    fromId: (id) => windows.get(id)?.webContents,
    fromDevToolsTargetId: (targetId) => all().find((window) => window.targetId === targetId)?.webContents,
  });
}
