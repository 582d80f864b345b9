import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoubleStart } from './double';
import { drawWindow } from './window-page';

/** Takes pictures of the window: `npx tsx test/support/bridge-double/shots.ts FOLDER`. */
const folder = process.argv[2] ?? 'shots';
const start: DoubleStart = { language: 'ru', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false };
const small = { width: 1280, height: 800 };
const large = { width: 1920, height: 1080 };

await mkdir(folder, { recursive: true });
const drawn = await drawWindow(process.env['CHROMIUM'] ?? '/usr/bin/chromium');

async function shot(name: string, own: Partial<DoubleStart>, size: typeof small, steps: readonly string[]): Promise<void> {
  const page = await drawn.open({ ...start, ...own }, size);
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.log(name, message.text()));
  page.on('pageerror', (error) => console.log(name, error.message));
  await page.waitForTimeout(500);
  for (const step of steps) {
    if (step.startsWith('click ')) await page.locator(step.slice(6)).first().click();
    else if (step.startsWith('type ')) await page.keyboard.type(step.slice(5));
    else await page.keyboard.press(step);
    await page.waitForTimeout(250);
  }
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.context().close();
}

const formatted = 'click [data-message="msg_1-0"] [aria-pressed="false"]';
await shot('ru-light-chat', {}, small, ['j']);
await shot('ru-light-mail', {}, large, ['j', 'j']);
await shot('ru-dark-mail', { theme: 'dark' }, large, ['j', 'j', formatted]);
await shot('ru-dark-chat', { theme: 'dark' }, small, ['j']);
await shot('en-light-chat', { language: 'en' }, large, ['j']);
await shot('en-light-mail', { language: 'en' }, small, ['j', 'j', formatted]);
await shot('en-dark-queue', { language: 'en', theme: 'dark' }, small, ['2', 'j']);
await shot('ru-light-none', {}, small, ['2']);
await shot('ru-light-offline', { connection: 'offline', notices: true }, small, ['j', 'r', 'type Добрый день! Уточняю', 'Escape']);
await shot('ru-light-empty', { empty: true }, small, []);
await shot('ru-light-palette', {}, small, ['j', 'Control+k', 'type гал']);
await shot('ru-light-help', {}, small, ['?']);
await shot('ru-light-closed', {}, small, ['4', 'j']);
await shot('en-light-signin', { language: 'en', session: 'signedOut' }, small, []);
await shot('ru-dark-signin', { theme: 'dark', session: 'signedOut' }, small, []);
await shot('ru-light-assign', {}, small, ['j', 'a']);
await shot('ru-light-person', {}, small, ['click [aria-label="Профиль и настройки"]']);
await shot('ru-light-note', {}, small, ['j', 'n', 'type Клиент просит пункт выдачи']);
await shot('ru-light-link', {}, small, ['j', 'j', formatted]);
await drawn.close();
