import { app, BrowserWindow } from 'electron';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** A window that writes down what happens to it, for the tests of the launcher. */
const data = process.env.OTKLIK_DATA;
const note = (what, more = {}) => appendFileSync(join(data, 'window.events'), `${JSON.stringify({ what, ...more })}\n`);

app.setPath('userData', join(data, 'window'));

function open() {
  const { OTKLIK_SERVER: server, OTKLIK_SIGN_IN: signIn, OTKLIK_LANG: lang } = process.env;
  const window = new BrowserWindow({ title: 'Fake' });
  void window.attached.then(() => note('opened', { server, signIn, lang, pid: process.pid }));
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => note('shown'));
  void app.whenReady().then(open);
} else {
  app.quit();
}
