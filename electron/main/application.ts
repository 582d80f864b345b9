import { join } from 'node:path';
import type { FromDeskProcess } from '#contract/bridge';
import { app, ipcMain, Menu, nativeTheme, protocol, session, shell, type BrowserWindow } from 'electron';
import { tellAbsence } from './absence';
import { Attention } from './attention';
import { appFiles, appScheme } from './app-protocol';
import { chooseFiles } from './choose-files';
import { closeNetwork } from './closed-network';
import { linkQuestion } from './link-question';
import { DeskProcess } from './desk-process';
import { guardPages, guardSession } from './guards';
import { openable } from './links';
import { log, place } from './log';
import { leaveMemoryReducerOut } from './memory-reducer';
import { Relay } from './relay';
import { sealedToken } from './sealed-token';
import { deskSettings } from './settings';
import { openWindow, showWindow } from './window';
import { windowPlace } from './window-place';

/** How long the desk may take to finish its writing when the app ends, in milliseconds. */
const patience = 5000;

/** Wires the app. Nothing here waits for `whenReady` at the top level: that deadlocks Electron (electron/electron#40719). */
export function startApplication(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
  closeNetwork(app);
  leaveMemoryReducerOut(app);
  guardPages(app);
  const started = new Promise<BrowserWindow>((resolve, reject) => {
    app.whenReady().then(() => resolve(open()), reject);
  });
  const show = (): void => void started.then((window) => (window.isDestroyed() ? undefined : showWindow(window)));
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => app.quit());
}

function open(): BrowserWindow {
  const built = join(app.getAppPath(), 'out');
  guardSession(session.defaultSession);
  protocol.handle(appScheme, appFiles(join(built, 'renderer')));
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]) : null);
  const { relay, attention } = startDesk(join(built, 'main', 'desk.js'));
  const window = openWindow(join(built, 'preload', 'preload.cjs'), windowPlace(join(app.getPath('userData'), 'window.json')));
  relay.follow(window.webContents);
  attention.follow(window);
  return window;
}

function startDesk(entry: string): { readonly relay: Relay; readonly attention: Attention } {
  const token = sealedToken(join(app.getPath('userData'), 'session.json'));
  const settings = deskSettings(token.keeper());
  let isAtWork = false;
  const desk = new DeskProcess(entry, {
    started: () => {
      desk.tell({ t: 'start', kept: { ...token.read(), isAtWork }, settings });
      relay.watchAgain();
      attention.sayFocus();
    },
    told: (message) => {
      if (message.t === 'atWork') isAtWork = message.isAtWork;
      else if (message.t === 'seal') desk.tell({ t: 'sealed', call: message.call, as: token.write(message.sealed) });
      else if (message.t === 'attend') attention.attend(message);
      else hear(message, relay);
    },
    ended: () => relay.deskEnded(),
  });
  const attention = new Attention((message) => void desk.tell(message));
  const relay = new Relay((message) => desk.tell(message), chooseFiles);
  relay.listen(ipcMain);
  desk.start();
  tellAbsence((message) => {
    // Also where no desk is there to hear it: the next one begins locked.
    if (message.t === 'lock') isAtWork = false;
    desk.tell(message);
  });
  stopBeforeQuit(desk);
  return { relay, attention };
}

function hear(message: Exclude<FromDeskProcess, { t: 'atWork' | 'seal' | 'attend' }>, relay: Relay): void {
  switch (message.t) {
    case 'answer':
      return relay.answered(message.call, message.outcome);
    case 'show':
      return relay.shown(message.call, message.update);
    case 'theme':
      nativeTheme.themeSource = message.theme === 'auto' ? 'system' : message.theme;
      return;
    case 'openLink':
      return openLink(message.url);
    case 'confirmLink':
      return void confirmed(message).then((isWanted) => (isWanted ? openLink(message.url) : undefined));
    case 'stopped':
      return;
  }
}

const confirmed = linkQuestion();

function openLink(address: string): void {
  const url = openable(address);
  if (url === null) return log({ event: 'refused', what: 'link', detail: place(address) });
  shell.openExternal(url).catch(() => log({ event: 'refused', what: 'link', detail: place(url) }));
}

/** The desk finishes its writing before the app ends. */
function stopBeforeQuit(desk: DeskProcess): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void desk.stop(patience).then(() => {
      stopped = true;
      app.quit();
    });
  });
}
