import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { translations } from '../../renderer/text/say';
import { authenticator } from '../support/authenticator';
import { colleague } from '../support/shop-company';
import { DeskPage, typeInto } from './stage/desk-page';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

const pictures = fileURLToPath(new URL('../../out/e2e/security/', import.meta.url));

let stage: Stage;
let timur: Workstation;

test.beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  stage = await openStage();
  timur = await openWorkstation({ folder: await stage.computer(), server: stage.server.url });
});
test.afterAll(async () => {
  await timur.app.close();
  await stage.close();
});

async function enter(page: Page): Promise<void> {
  await page.locator('input[name="email"]').fill(colleague.email);
  await page.locator('input[name="password"]').fill(colleague.password);
  await page.locator('form button[type="submit"]').click();
}

/** The same surface in both languages and both appearances. */
async function picture(page: Page, name: string): Promise<void> {
  for (const language of ['ru', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate((chosen) => window.otklik.ask('preferences.save', chosen), { language, theme });
      await expect(page.locator(`html[lang="${language}"][data-mantine-color-scheme="${theme}"]`)).toBeVisible();
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(pictures, `${name}-${language}-${theme}.png`) });
      const shown = (await page.locator('body').innerText()).split(/\s+/);
      expect(shown.filter((word) => word in translations.ru)).toEqual([]);
    }
  }
  await page.evaluate(() => window.otklik.ask('preferences.save', { language: 'ru', theme: 'light' }));
  await expect(page.locator('html[lang="ru"]')).toBeVisible();
}

let codes: readonly string[] = [];

test('a person turns the second step on: the key as a picture and in letters, one right code, codes for the day when the phone is lost', async () => {
  const { window: page } = timur;
  await enter(page);
  await new DeskPage(page).online();
  // Of the missing key store; it lies where the menu opens.
  await page.getByRole('button', { name: 'Закрыть сообщение' }).click();
  await page.getByRole('button', { name: 'Профиль и настройки' }).click();
  await page.getByRole('menuitem', { name: 'Вход и устройства' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('это устройство')).toBeVisible();
  await picture(page, 'devices');
  await dialog.getByRole('button', { name: 'Включить…' }).click();
  await dialog.getByLabel('Ваш пароль').fill(colleague.password);
  await dialog.getByRole('button', { name: 'Далее' }).click();
  await expect(dialog.getByRole('img', { name: 'QR-код с ключом' })).toBeVisible();
  await picture(page, 'enrolment');
  const app = authenticator(await dialog.locator('code').innerText());
  await dialog.getByLabel('Код из приложения').fill(app.code(0).replace(/^(...)/, '$1 '));
  await dialog.getByRole('button', { name: 'Подтвердить' }).click();
  await expect(dialog.getByRole('listitem').filter({ has: page.locator('code') })).toHaveCount(10);
  await picture(page, 'codes');
  codes = await dialog.getByRole('list', { name: 'Резервные коды' }).locator('code').allInnerTexts();
  await dialog.getByRole('button', { name: 'Сохранить в файл' }).click();
  await expect(page.getByText('otklik-recovery-codes.txt')).toBeVisible();
  const [file = ''] = (await readdir(timur.folder, { recursive: true })).filter((path) => path.endsWith('otklik-recovery-codes.txt'));
  expect((await readFile(join(timur.folder, file), 'utf8')).trim().split('\n')).toEqual(codes);
  await dialog.getByRole('button', { name: 'Коды сохранены' }).click();
  await expect(dialog.getByText('Включён. При входе нужен код из приложения. Осталось 10 резервных кодов.')).toBeVisible();
});

test('another computer asks for the code; it stands in the list of devices, and is ended from there within a second or two', async () => {
  const other = await openWorkstation({ folder: await stage.computer(), server: stage.server.url });
  await enter(other.window);
  const code = other.window.getByLabel('Код из приложения');
  await expect(code).toBeFocused();
  await picture(other.window, 'code');
  await code.fill('000000');
  await code.press('Enter');
  await expect(other.window.getByRole('alert').filter({ hasText: 'Код неверный или уже использован' })).toBeVisible();
  await other.window.getByRole('button', { name: 'Телефона нет под рукой' }).click();
  await other.window.getByLabel('Резервный код').fill(codes[0] ?? '');
  await picture(other.window, 'recovery');
  await other.window.getByRole('button', { name: 'Войти' }).click();
  await new DeskPage(other.window).online();

  const { window: page } = timur;
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await typeInto(page.getByRole('dialog').locator('input').first(), 'Вход и');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog').filter({ hasText: 'Где выполнен вход' });
  await expect(dialog.getByText('Осталось 9 резервных кодов')).toBeVisible();
  await picture(page, 'two-devices');
  await dialog.getByRole('button', { name: /^Отключить / }).click();
  await expect(other.window.locator('input[name="password"]')).toBeVisible({ timeout: 5000 });
  await expect(dialog.getByRole('button', { name: /^Отключить / })).toHaveCount(0);
  await other.app.close();
});

test('sign-out everywhere asks first, and ends this computer too', async () => {
  const { window: page } = timur;
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Выйти на всех устройствах…' }).click();
  await picture(page, 'everywhere');
  await dialog.getByRole('button', { name: 'Выйти везде' }).click();
  await expect(page.locator('input[name="password"]')).toBeVisible({ timeout: 5000 });
});
