import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { contentPolicy } from '../../../electron/main/content-policy';
import { openBrowser } from '../shop-browser';
import { builtWindow } from './built-window';
import type { DoubleStart } from './start';

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

/** For one step of a person, on a computer that does much besides, in milliseconds. */
const patience = 60_000;

export type DrawnWindow = {
  open(start: DoubleStart, size: { width: number; height: number }): Promise<Page>;
  /** Leaves what is open: a window that nobody looks at draws on. */
  leave(): Promise<void>;
  close(): Promise<void>;
};

/** Serves the window under the product's own content policy, and opens it over the double in a real browser. */
export async function drawWindow(): Promise<DrawnWindow> {
  const out = await builtWindow();
  const double = await readFile(join(out, 'double/double.js'), 'utf8');
  const server = createServer((request, response) => void answer(join(out, 'page'), request.url ?? '/').then(({ status, head, body }) => response.writeHead(status, head).end(body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const browser = await openBrowser();

  const origin = `http://127.0.0.1:${address.port}`;
  const places = new Places(browser, `if (window === top && location.pathname === '/index.html') { window.doubleStart = JSON.parse(decodeURIComponent(location.search.slice(1))); ${double} }`);

  return {
    async open(start, viewport) {
      const page = await places.take(start.language);
      page.setDefaultTimeout(patience);
      await page.setViewportSize(viewport);
      await page.goto(`${origin}/index.html?${encodeURIComponent(JSON.stringify(start))}`);
      return page;
    },
    leave: () => places.leave(`${origin}/left`),
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Pages of one browser, each taken again after it was left: a process of its own for each would read the whole program anew. */
class Places {
  readonly #taken: Place[] = [];
  readonly #left: Place[] = [];

  constructor(
    readonly browser: Browser,
    readonly script: string,
  ) {}

  async take(language: DoubleStart['language']): Promise<Page> {
    const found = this.#left.findIndex((one) => one.language === language);
    const place = found === -1 ? await this.#make(language) : this.#left.splice(found, 1)[0];
    if (place === undefined) throw new Error('no page');
    this.#taken.push(place);
    return place.page;
  }

  async leave(address: string): Promise<void> {
    const open = this.#taken.splice(0).filter(({ page }) => !page.isClosed());
    for (const { page } of open) {
      for (const event of ['console', 'pageerror', 'request'] as const) page.removeAllListeners(event);
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await page.goto(address);
    }
    this.#left.push(...open);
  }

  async #make(language: DoubleStart['language']): Promise<Place> {
    const context = await this.browser.newContext({ locale: language === 'ru' ? 'ru-RU' : 'en-GB' });
    await context.addInitScript({ content: this.script });
    return { page: await context.newPage(), language };
  }
}

type Place = { readonly page: Page; readonly language: DoubleStart['language'] };

async function answer(folder: string, address: string): Promise<{ status: number; head: Record<string, string>; body: Buffer | string }> {
  if (address === '/left') return { status: 200, head: { 'content-type': 'text/html' }, body: '<!doctype html>' };
  const path = address === '/' ? '/index.html' : (address.split('?')[0] ?? '');
  const body = await readFile(join(folder, path)).catch(() => null);
  const type = types[extname(path)];
  if (body === null || type === undefined) return { status: 404, head: {}, body: '' };
  const nonce = randomBytes(18).toString('base64');
  const head = { 'content-type': type, 'content-security-policy': contentPolicy(nonce) };
  if (type !== 'text/html') return { status: 200, head: { ...head, 'cache-control': 'max-age=3600' }, body };
  return { status: 200, head, body: body.toString().replace('name="csp-nonce" content=""', `name="csp-nonce" content="${nonce}"`) };
}
