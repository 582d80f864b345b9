import { readFile } from 'node:fs/promises';
import { app, BrowserWindow, ipcMain, nativeTheme, protocol, session, utilityProcess } from 'electron';

const file = (name) => new URL(`./${name}`, import.meta.url);
const types = { html: 'text/html; charset=utf-8', js: 'text/javascript' };
const policy = "default-src 'none'; script-src 'self'; img-src app: data:; frame-src https:; connect-src 'none'";

/** What the tests look at. */
const seen = { requested: [], navigations: [], frameNavigations: [], opened: [], permissions: [], starts: [], downloads: [] };
globalThis.seen = seen;

app.enableSandbox();
app.setPath('userData', process.env.STAND_IN_APP_DATA);
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);

function guard(contents) {
  contents.on('will-navigate', (event, url) => {
    seen.navigations.push(url);
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) return;
    seen.frameNavigations.push(event.url);
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    seen.opened.push(url);
    return { action: 'deny' };
  });
}

async function serve({ url }) {
  const { pathname } = new URL(url);
  seen.requested.push(url);
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  if (!['index.html', 'page.js'].includes(name)) return new Response('not found', { status: 404 });
  const headers = { 'content-type': types[name.split('.').pop()], 'content-security-policy': policy };
  return new Response(await readFile(file(name)), { headers });
}

function startEcho() {
  const child = utilityProcess.fork(file('echo.mjs').pathname, [], { serviceName: 'echo' });
  globalThis.echo = child;
  return (value) =>
    new Promise((resolve) => {
      child.once('message', resolve);
      child.postMessage(value);
    });
}

function start() {
  protocol.handle('app', serve);
  session.defaultSession.setPermissionCheckHandler(() => true);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => {
    seen.permissions.push(permission);
    answer(permission === 'clipboard-sanitized-write');
  });
  session.defaultSession.on('will-download', (event, item) => {
    seen.downloads.push(item.getFilename());
    event.preventDefault();
  });
  ipcMain.handle('double', (_event, value) => value * 2);
  ipcMain.handle('fail', () => {
    throw new TypeError('refused');
  });
  const echo = startEcho();
  ipcMain.handle('echo', (_event, value) => echo(value));
  nativeTheme.themeSource = 'dark';
  const window = new BrowserWindow({
    webPreferences: { preload: file('preload.cjs').pathname, sandbox: true, contextIsolation: true },
  });
  // A test may end the app while it loads.
  window.loadURL('app://desk/').catch(() => {});
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv) => seen.starts.push(argv));
  app.on('web-contents-created', (_event, contents) => guard(contents));
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(start);
} else {
  app.quit();
}
