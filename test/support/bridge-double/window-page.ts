import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { contentPolicy } from '../../../electron/main/content-policy';
import type { DoubleStart } from './double';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

export type DrawnWindow = { open(start: DoubleStart, size: { width: number; height: number }): Promise<Page>; close(): Promise<void> };

/** Builds the window, serves it under the product's own content policy, and opens it over the double in a real browser. */
export async function drawWindow(executablePath: string): Promise<DrawnWindow> {
  const out = await mkdtemp(join(tmpdir(), 'otklik-window-'));
  await build({ configFile: false, root: join(root, 'renderer'), base: './', logLevel: 'error', build: { outDir: join(out, 'page') } });
  const entry = join(root, 'test/support/bridge-double/entry.ts');
  await build({ configFile: false, root, logLevel: 'error', build: { outDir: join(out, 'double'), lib: { entry, formats: ['iife'], name: 'double', fileName: () => 'double.js' } } });
  const double = await readFile(join(out, 'double/double.js'), 'utf8');
  const server = createServer((request, response) => void answer(join(out, 'page'), request.url ?? '/').then(({ status, head, body }) => response.writeHead(status, head).end(body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

  return {
    async open(start, viewport) {
      const context = await browser.newContext({ viewport, locale: start.language === 'ru' ? 'ru-RU' : 'en-GB' });
      const page = await context.newPage();
      await page.addInitScript({ content: `if (window === top) { window.doubleStart = ${JSON.stringify(start)}; ${double} }` });
      await page.goto(`http://127.0.0.1:${address.port}/index.html`);
      return page;
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(folder: string, address: string): Promise<{ status: number; head: Record<string, string>; body: Buffer | string }> {
  const path = address === '/' ? '/index.html' : (address.split('?')[0] ?? '');
  const body = await readFile(join(folder, path)).catch(() => null);
  const type = types[extname(path)];
  if (body === null || type === undefined) return { status: 404, head: {}, body: '' };
  const nonce = randomBytes(18).toString('base64');
  const page = type === 'text/html' ? body.toString().replace('name="csp-nonce" content=""', `name="csp-nonce" content="${nonce}"`) : body;
  return { status: 200, head: { 'content-type': type, 'content-security-policy': contentPolicy(nonce) }, body: page };
}
