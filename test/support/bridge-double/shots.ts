import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { screens, showScreen } from './screens';
import { settled, type Screen } from './screen-ways';
import type { DoubleStart } from './start';
import { drawWindow, type DrawnWindow } from './window-page';

/**
 * Takes a picture of every screen in both languages, light and dark, small and large, to be looked at:
 * `node electron/launch/run.mjs test/support/bridge-double/shots.ts FOLDER [--only mail,queue] [--as ru-dark-1920,en-light-1280]`.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' }, as: { type: 'string' } } });
const folder = positionals[0] ?? 'shots';
const sizes = { 1280: { width: 1280, height: 800 }, 1920: { width: 1920, height: 1080 } } as const;
const look = z.tuple([z.enum(['ru', 'en']), z.enum(['light', 'dark']), z.enum(['1280', '1920']).transform((width) => (width === '1280' ? 1280 : 1920))]);
const every = ['ru', 'en'].flatMap((language) => ['light', 'dark'].flatMap((theme) => ['1280', '1920'].map((width) => `${language}-${theme}-${width}`)));
const only = values.only?.split(',');
const wanted = Object.entries(screens).filter(([name]) => only?.includes(name) ?? true);

await mkdir(folder, { recursive: true });
const drawn = await drawWindow();
for (const name of values.as?.split(',') ?? every) await takeAll(drawn, name);
await drawn.close();

async function takeAll(drawnWindow: DrawnWindow, name: string): Promise<void> {
  const [language, theme, width] = look.parse(name.split('-'));
  const plain: DoubleStart = { language, theme, session: 'signedIn', connection: 'online', empty: false, notices: false };
  const page = await drawnWindow.open(plain, sizes[width]);
  page.setDefaultTimeout(10_000);
  // What runs this file names the functions that it sends to the page.
  await page.evaluate('window.__name = (named) => named');
  let shown = '';
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.log(name, shown, message.text()));
  page.on('pageerror', (error) => console.log(name, shown, error.message));
  for (const [screen, { own, ...way }] of wanted) {
    shown = screen;
    await page.evaluate((next) => window.startAgain(next), { ...plain, ...own });
    await taken(`${screen}-${name}`, { ...way, ...(own === undefined ? {} : { own }) });
  }
  await drawnWindow.leave();

  async function taken(file: string, screen: Screen): Promise<void> {
    await showScreen(page, screen, language).catch((error: unknown) => console.log(name, shown, 'was not reached:', String(error)));
    await settled({ page }).catch(() => undefined);
    await page.screenshot({ path: join(folder, `${file}.png`) });
  }
}
