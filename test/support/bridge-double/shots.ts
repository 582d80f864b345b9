import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoubleStart } from './start';
import { drawWindow } from './window-page';

/** Takes pictures of the window: `npx tsx test/support/bridge-double/shots.ts FOLDER`. */
const folder = process.argv[2] ?? 'shots';
const start: DoubleStart = { language: 'ru', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false };
const small = { width: 1280, height: 800 };
const large = { width: 1920, height: 1080 };

await mkdir(folder, { recursive: true });
const drawn = await drawWindow(process.env['CHROMIUM'] ?? '/usr/bin/chromium');

type Shot = { readonly own?: Partial<DoubleStart>; readonly size?: typeof small; readonly steps?: readonly string[] };

async function shot(name: string, { own = {}, size = small, steps = [] }: Shot): Promise<void> {
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

await shot('ru-light-chat', {});
await shot('ru-light-mail', { size: large, steps: ['j'] });
await shot('ru-dark-mail', { own: { theme: 'dark' }, size: large, steps: ['j'] });
await shot('ru-dark-chat', { own: { theme: 'dark' } });
await shot('en-light-chat', { own: { language: 'en' }, size: large });
await shot('en-light-mail', { own: { language: 'en' }, steps: ['j'] });
await shot('en-dark-queue', { own: { language: 'en', theme: 'dark' }, steps: ['2', 'j'] });
await shot('ru-light-none', { steps: ['2'] });
await shot('ru-light-offline', { own: { connection: 'offline', notices: true }, steps: ['j', 'r', 'type Добрый день! Уточняю', 'Escape'] });
await shot('ru-light-empty', { own: { empty: true } });
await shot('ru-light-loading', { own: { empty: true, connection: 'loading' } });
await shot('ru-light-palette', { steps: ['j', 'Control+k', 'type гал'] });
await shot('ru-light-help', { steps: ['?'] });
await shot('ru-light-closed', { steps: ['4', 'j'] });
await shot('en-light-signin', { own: { language: 'en', session: 'signedOut' } });
await shot('ru-dark-signin', { own: { theme: 'dark', session: 'signedOut' } });
await shot('ru-light-locked', { own: { session: 'locked' } });
await shot('ru-dark-locked', { own: { theme: 'dark', session: 'locked' }, size: large });
await shot('en-light-locked', { own: { language: 'en', session: 'locked' }, size: large });
await shot('en-dark-locked', { own: { language: 'en', theme: 'dark', session: 'locked' } });
await shot('ru-light-signin', { own: { session: 'signedOut' }, size: large });
await shot('ru-light-pin', { own: { hasPin: false }, steps: ['Shift', 'Shift', 'Shift', 'Shift', 'Shift'] });
await shot('en-dark-pin', { own: { language: 'en', theme: 'dark', hasPin: false }, steps: ['Shift', 'Shift', 'Shift', 'Shift', 'Shift'] });
await shot('ru-light-assign', { steps: ['j', 'a'] });
await shot('ru-light-person', { steps: ['click text=Профиль и настройки'] });
await shot('ru-light-note', { steps: ['j', 'n', 'type Клиент просит пункт выдачи'] });
await shot('ru-light-link', { steps: ['j'] });
const channels = ['click text=Профиль и настройки', 'click text=Каналы'];
const bot = ['click text=Профиль и настройки', 'click text="Бот"'];
await shot('ru-light-channels', { own: { administrator: true }, steps: channels });
await shot('ru-light-widget', { own: { administrator: true }, size: large, steps: ['click text=Профиль и настройки', 'click text=Чат на сайте'] });
await shot('en-dark-widget', { own: { administrator: true, language: 'en', theme: 'dark' }, steps: ['click text=Profile and settings', 'click text=Chat widget', 'click text=Looks'] });
await shot('ru-dark-connect', { own: { administrator: true, theme: 'dark' }, steps: [...channels, 'click text=Подключить…'] });
await shot('ru-light-mailbox', { own: { administrator: true }, size: large, steps: [...channels, 'click text=Подключить почтовый ящик…', 'type help@lavka.example'] });
await shot('en-dark-new-mail', { own: { language: 'en', theme: 'dark' }, steps: ['c'] });
await shot('ru-light-new-mail', { size: large, steps: ['c'] });
await shot('ru-light-recipients', { steps: ['j', 'r', 'click text=Ответить всем'] });
await shot('ru-dark-recipients', { own: { theme: 'dark' }, size: large, steps: ['j', 'r'] });
await shot('ru-light-bot', { own: { administrator: true }, steps: bot });
await shot('ru-light-bot-topics', { own: { administrator: true }, size: large, steps: [...bot, 'click text="Темы"', 'click text="Возврат"'] });
await shot('ru-dark-bot-flows', { own: { administrator: true, theme: 'dark' }, size: large, steps: [...bot, 'click text="Сценарии"', 'click .mantine-Accordion-control'] });
await shot('en-light-bot-try', { own: { administrator: true, language: 'en' }, steps: ['click text=Profile and settings', 'click text="Bot"', 'click text=Try it', 'Tab', 'type is delivery free', 'Enter'] });
await shot('ru-light-template', { own: { whatsapp: 'closed' }, steps: ['r'] });
await shot('en-dark-template', { own: { whatsapp: 'closed', language: 'en', theme: 'dark' }, size: large, steps: ['r'] });
await shot('ru-light-templates', { own: { administrator: true }, steps: [...channels, 'click text=Шаблоны…'] });
await shot('ru-dark-not-carried', { own: { whatsapp: 'open', theme: 'dark' }, steps: ['r', 'Control+u'] });
await shot('ru-light-remarks', { own: { supervisor: true }, steps: ['m', 'type Похвалить за тон'] });
await shot('ru-dark-remarks', { own: { supervisor: true, theme: 'dark' }, size: large, steps: ['m'] });
await shot('en-light-remarks', { own: { supervisor: true, language: 'en' }, size: large, steps: ['m'] });
await shot('en-dark-remarks-none', { own: { supervisor: true, language: 'en', theme: 'dark' }, steps: ['j', 'm'] });
await shot('ru-light-remarks-offline', { own: { supervisor: true, connection: 'offline' }, steps: ['m', 'type Похвалить за тон', 'Control+Enter'] });
await drawn.close();
