import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileBounds } from '#domain/conversation/outgoing-file';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from 'playwright-core';
import { cuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { deliverPlainly } from '../support/plain-smtp';
import { openBrowser, widgetOn } from '../support/shop-browser';
import { agent, mailAddress } from '../support/shop-company';
import { DeskPage } from './stage/desk-page';
import { anna, hostileLetter, letterSubject } from './stage/letters';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

/** For people who ask for them by OTKLIK_PICTURES=1: out/e2e/files. */
const pictures = fileURLToPath(new URL('../../out/e2e/files/', import.meta.url));

let stage: Stage;
let network: CuttableProxy;
let workstation: Workstation;
let browser: Browser;
let shop: Page;

test.beforeAll(async () => {
  stage = await openStage();
  network = await cuttableProxy(stage.server.port);
  const settings = { folder: await stage.computer(), server: `http://127.0.0.1:${network.port}`, signIn: `${agent.email}:${agent.password}` };
  [workstation, browser] = await Promise.all([openWorkstation(settings), openBrowser()]);
  shop = await browser.newPage({ locale: 'ru-RU' });
});
test.afterAll(async () => {
  await browser.close();
  await workstation.app.close();
  await network.close();
  await stage.close();
});

/** What the system's dialog gives when it is asked the next time. */
async function chosen(...paths: readonly string[]): Promise<void> {
  await workstation.app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] });
  }, paths);
}

async function written(name: string, text: string): Promise<string> {
  const path = join(workstation.folder, name);
  await writeFile(path, text);
  return path;
}

const contentOf = (content: ArrayBuffer | Uint8Array | string): string => (typeof content === 'string' ? content : Buffer.from(new Uint8Array(content)).toString('utf8'));

const attached = () => workstation.window.getByRole('list', { name: 'Файлы к ответу' }).getByRole('listitem');

async function photograph(name: string): Promise<void> {
  if (process.env['OTKLIK_PICTURES'] !== '1') return;
  await mkdir(pictures, { recursive: true });
  for (const language of ['ru', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      await workstation.window.evaluate((wanted) => window.otklik.ask('preferences.save', wanted), { theme, language });
      await expect(workstation.window.locator(`html[data-mantine-color-scheme="${theme}"]`)).toBeVisible();
      for (const size of [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }]) {
        await workstation.window.setViewportSize(size);
        await workstation.window.waitForTimeout(300);
        await workstation.window.screenshot({ path: join(pictures, `${name}-${language}-${theme}-${size.width}.png`) });
      }
    }
  }
  await workstation.window.evaluate(() => window.otklik.ask('preferences.save', { theme: 'light', language: 'ru' }));
}

test('an agent attaches files to a mail by keyboard, takes one out, hears that one is too large, and what waits for the network arrives', async () => {
  const desk = new DeskPage(workstation.window);
  const { keyboard } = workstation.window;
  await deliverPlainly({ port: stage.server.smtpPort, from: anna.email, to: mailAddress, content: hostileLetter() });
  await desk.online();
  await desk.view('queue');
  await desk.open(letterSubject);
  await desk.take();
  await keyboard.press('r');
  await desk.composer.fill('Счёт во вложении');
  await chosen(await written('Счёт № 17.txt', 'Итого 1051'), await written('черновик.txt', 'не для клиента'), await written('программа.exe', 'MZ'));
  await keyboard.press('Control+u');
  await expect(attached()).toHaveText([/Счёт № 17\.txt/, /черновик\.txt/, /программа\.exe/]);
  await expect(workstation.window.getByText('Такой файл запускает программу')).toBeVisible();
  await photograph('mail');
  for (const name of ['черновик.txt', 'программа.exe']) {
    // Past the two buttons of what stands below the answer, and the first file.
    for (let step = 0; step < 4; step += 1) await keyboard.press('Tab');
    await expect(workstation.window.getByRole('button', { name: `Убрать файл ${name}` })).toBeFocused();
    await keyboard.press('Enter');
    await expect(desk.composer).toBeFocused();
    await expect(attached().filter({ hasText: name })).toHaveCount(0);
  }
  await expect(attached()).toHaveText([/Счёт № 17\.txt/]);
  const large = await written('большой.zip', '');
  await truncate(large, fileBounds.each + 1);
  await chosen(large);
  await keyboard.press('Control+u');
  await expect(workstation.window.getByText('Файлы одного ответа вместе не должны превышать 25 МБ.')).toBeVisible();
  await photograph('too-large');
  await expect(attached()).toHaveCount(1);

  network.cut();
  await desk.offline();
  await keyboard.press('Control+Enter');
  const answer = desk.message('Счёт во вложении');
  await expect(answer).toContainText('Счёт № 17.txt');
  await expect(answer).toContainText('Ждёт');
  await expect(attached()).toHaveCount(0);
  await photograph('waiting');
  network.mend();
  await expect(answer).toContainText('Отправлено', { timeout: 30_000 });
  await stage.customers.received(1);
  expect(stage.customers.mails[0]?.mail.attachments.map(({ filename, content }) => [filename, contentOf(content)])).toEqual([['Счёт № 17.txt', 'Итого 1051']]);
});

test('a file of a chat answer is at the visitor’s a moment later, and theirs to save', async () => {
  const desk = new DeskPage(workstation.window);
  const { keyboard } = workstation.window;
  const widget = widgetOn(shop);
  await shop.goto(`${stage.server.url}/demo?lang=ru`);
  await widget.open();
  await widget.say('Пришлите чек');
  await keyboard.press('Escape');
  await desk.view('queue');
  await desk.open('Пришлите чек');
  await desk.take();
  await keyboard.press('r');
  await expect(desk.composer).toBeFocused();
  await chosen(await written('чек.txt', 'Оплачено'));
  await keyboard.press('Control+u');
  await expect(attached()).toHaveText([/чек\.txt/]);
  await keyboard.press('Control+Enter');
  await expect(desk.messages('outbound')).toContainText('чек.txt');
  const [saved] = await Promise.all([shop.waitForEvent('download'), widget.panel.getByRole('button', { name: 'Скачать чек.txt' }).click()]);
  expect(await readFile(await saved.path(), 'utf8')).toBe('Оплачено');
  await expect(desk.messages('outbound')).toContainText('Прочитано');
  await photograph('chat');
  if (process.env['OTKLIK_PICTURES'] === '1') await shop.screenshot({ path: join(pictures, 'widget-ru.png') });
});
