import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cdp } from './cdp.mjs';
import { chromiumArguments } from './chromium-arguments.mjs';
import { findChromium } from './chromium-path.mjs';

const preferences = {
  // Without this, a bubble that offers a translation covers a Russian page.
  translate: { enabled: false },
  credentials_enable_service: false,
  autofill: { profile_enabled: false, credit_card_enabled: false },
  browser: { has_seen_welcome_page: true },
};

/** The Chromium process that draws the windows. */
export class Chromium {
  cdp;
  version = '';
  #process;
  #path;
  #arguments;
  #headless;

  static async launch({ userData, name, switches, onExit }) {
    const path = findChromium();
    if (!path) throw new Error('No Chromium was found: install it, or name it in ELECTRON_STAND_IN_CHROMIUM');
    const chromium = new Chromium();
    chromium.#path = path;
    chromium.#headless = process.env.ELECTRON_STAND_IN_HEADLESS === '1' || switches.has('headless');
    chromium.#arguments = chromiumArguments({
      userDataDir: prepareProfile(userData),
      name,
      switches,
      headless: chromium.#headless,
      root: process.getuid?.() === 0,
    });
    await chromium.#start(switches, onExit);
    return chromium;
  }

  get isHeadless() {
    return this.#headless;
  }

  /** Opens a window on an address and returns at once; the target shows up in the protocol. */
  openWindow(url, { x, y, width, height }) {
    if (this.#headless) {
      void this.cdp.send('Target.createTarget', { url, newWindow: true, width, height });
      return;
    }
    const place = [`--window-size=${width},${height}`, `--window-position=${x},${y}`, `--app=${url}`];
    const withoutDebugging = this.#arguments.filter((argument) => !argument.startsWith('--remote-debugging'));
    spawn(this.#path, [...withoutDebugging, ...place], { stdio: 'ignore' }).unref();
  }

  async close() {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    void this.cdp.send('Browser.close').catch(() => {});
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2000))]);
    this.kill();
  }

  kill() {
    this.#process.kill('SIGKILL');
  }

  async #start(switches, onExit) {
    const child = spawn(this.#path, [...this.#arguments, '--remote-debugging-pipe', '--no-startup-window'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.cdp = new Cdp(child.stdio[3], child.stdio[4]);
    const errors = collectErrors(child.stderr, switches.has('remote-debugging-port'));
    const failed = new Promise((_resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`Chromium ended (${code ?? signal})\n${errors.text()}`)));
    });
    const { product } = await Promise.race([this.cdp.send('Browser.getVersion').catch(() => failed), failed]);
    failed.catch(() => {});
    this.version = product.split('/')[1];
    child.once('exit', onExit);
  }
}

function prepareProfile(userData) {
  const folder = join(userData, 'chromium');
  const file = join(folder, 'Default', 'Preferences');
  mkdirSync(join(folder, 'Default'), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(preferences));
  return folder;
}

/** Keeps the first lines for an error report; passes on the line that tells a driver where to connect. */
function collectErrors(stream, announce) {
  let text = '';
  let announced = !announce;
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    if (text.length > 20_000) return;
    text += chunk;
    const listening = /DevTools listening on ws:\S+/.exec(text);
    if (!listening || announced) return;
    announced = true;
    process.stderr.write(`\n${listening[0]}\n`);
  });
  return { text: () => text };
}
