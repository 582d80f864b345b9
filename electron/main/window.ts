import { BrowserWindow, nativeTheme } from 'electron';
import { appPage } from './app-protocol';
import type { WindowPlace } from './window-place';

/** Backgrounds that the page starts with, so that a dark desk does not flash white. */
const background = { light: '#ffffff', dark: '#16181d' } as const;

/** The only place that makes a window. */
export function openWindow(preload: string, places: WindowPlace): BrowserWindow {
  const window = new BrowserWindow({
    ...places.remembered(),
    minWidth: 960,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    title: 'Otklik',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      // The spell checker fetches its dictionaries from a foreign host.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  places.follow(window);
  // A window closed while it loads rejects; there is nothing left to do for it.
  window.loadURL(appPage).catch(() => undefined);
  return window;
}

/** Brings the window to the person: a second start, a notification. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
