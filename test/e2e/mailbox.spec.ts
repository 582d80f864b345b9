import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { mailServerLacks, openMailServer, type MailServer } from '../support/mail-server/mail-server';
import { deliverPlainly } from '../support/plain-smtp';
import { agent } from '../support/shop-company';
import { DeskPage } from './stage/desk-page';
import { hireAdministrator } from './stage/hire-administrator';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

const pictures = fileURLToPath(new URL('../../out/e2e/mailbox/', import.meta.url));
const boss = { name: 'Вера Громова', email: 'vera@shop.example', password: 'a fourth long password' };
const [help, anna, boris] = ['help@shop.example', 'anna@customer.example', 'boris@customer.example'];
const password = 'password of the mailbox';

const lacks = await mailServerLacks();

let stage: Stage;
let mailServer: MailServer;
let vera: Workstation;
let olga: Workstation;

test.skip(lacks !== null, lacks ?? '');

test.beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  mailServer = await openMailServer({ [help]: password, [anna]: 'of anna', [boris]: 'of boris' });
  stage = await openStage();
  await hireAdministrator(stage, boss);
  vera = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `${boss.email}:${boss.password}` });
  olga = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `${agent.email}:${agent.password}` });
});
test.afterAll(async () => {
  await vera.app.close();
  await olga.app.close();
  await stage.close();
  await mailServer.stop();
});

/** The same surface in both languages and both appearances. */
async function picture(page: Page, name: string): Promise<void> {
  for (const language of ['ru', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate((chosen) => window.otklik.ask('preferences.save', chosen), { language, theme });
      await expect(page.locator(`html[lang="${language}"][data-mantine-color-scheme="${theme}"]`)).toBeVisible();
      await page.screenshot({ path: join(pictures, `${name}-${language}-${theme}.png`) });
    }
  }
  await page.evaluate(() => window.otklik.ask('preferences.save', { language: 'ru', theme: 'light' }));
  await expect(page.locator('html[lang="ru"]')).toBeVisible();
}

test('an administrator connects a real mailbox, and is told what is wrong', async () => {
  const { window: page } = vera;
  await new DeskPage(page).online();
  await page.getByRole('button', { name: 'Профиль и настройки' }).click();
  await page.getByRole('menuitem', { name: 'Каналы' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Подключить почтовый ящик…' }).click();
  await dialog.getByLabel('Адрес ящика').fill(help);
  await expect(dialog.locator('input[name="inHost"]')).toHaveValue('imap.shop.example');
  await dialog.getByLabel('Название канала').fill('Помощь');
  for (const [side, port] of [['in', mailServer.imap], ['out', mailServer.smtp]] as const) {
    await dialog.locator(`input[name="${side}Host"]`).fill('127.0.0.1');
    await dialog.locator(`input[name="${side}Port"]`).fill(String(port));
    await dialog.getByLabel(side === 'in' ? 'Защита входящей почты' : 'Защита исходящей почты').selectOption('none');
  }
  await dialog.locator('input[name="password"]').fill('not the password');
  await dialog.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('не принял имя пользователя и пароль', { timeout: 30_000 });
  await picture(page, 'refused');
  await dialog.locator('input[name="password"]').fill(password);
  await dialog.getByRole('button', { name: 'Проверить' }).click();
  await expect(dialog.getByRole('status')).toContainText('Оба сервера нас впустили', { timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(dialog.locator('[data-mailbox="connected"]')).toContainText(help, { timeout: 30_000 });
  await picture(page, 'connected');
});

test('an agent answers everybody from it, and takes the mail along to somebody else', async () => {
  const content = `From: Anna <${anna}>\r\nTo: ${help}\r\nCc: ${boris}\r\nSubject: Our order\r\nMessage-ID: <1@customer.example>\r\n\r\nWhere is it?\r\n`;
  await deliverPlainly({ port: mailServer.smtp, from: anna, to: help, content: Buffer.from(content) });
  const desk = new DeskPage(olga.window);
  await desk.online();
  await desk.view('queue');
  await expect(desk.row('Our order')).toBeVisible({ timeout: 30_000 });
  await desk.open('Our order');
  await desk.take();
  await expect(desk.messages('inbound')).toContainText(`Копия: ${boris}`);
  await olga.window.getByRole('button', { name: 'Ответить всем' }).click();
  await expect(olga.window.getByRole('group', { name: 'Получатели' })).toContainText(boris);
  await picture(olga.window, 'recipients');
  await desk.answer('It leaves today');
  await expect(desk.messages('outbound')).toContainText('Отправлено', { timeout: 30_000 });
  await expect(desk.messages('outbound')).toContainText(boris);
  await picture(olga.window, 'answered');
  for (const reader of [anna, boris]) await expect.poll(async () => (await mailServer.mails(reader)).join(), { timeout: 30_000 }).toContain('It leaves today');
  expect((await mailServer.mails(anna)).join()).toMatch(new RegExp(`^Cc: ${boris}`, 'm'));

  await desk.messages('inbound').hover();
  await desk.messages('inbound').getByRole('button', { name: 'Переслать' }).click();
  const to = olga.window.getByRole('group', { name: 'Получатели' }).getByLabel('Кому');
  await expect(to).toBeFocused();
  await to.fill(boris);
  await to.press('Enter');
  await desk.answer('Please look at this');
  await expect.poll(async () => (await mailServer.mails(boris)).join(), { timeout: 30_000 }).toContain('Subject: Fwd: Our order');
  expect((await mailServer.mails(boris)).join()).toContain('Where is it?');
});

test('an agent writes to somebody who did not ask, and their answer joins what that began', async () => {
  const page = olga.window;
  const desk = new DeskPage(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Новое письмо' });
  await dialog.getByLabel('От кого').selectOption({ label: `Помощь · ${help}` });
  await dialog.getByLabel('Кому').fill(boris);
  await dialog.getByLabel('Кому').press('Tab');
  await dialog.getByLabel('Тема').fill('About your parcel');
  await dialog.getByRole('textbox', { name: 'Текст', exact: true }).fill('It waits for you');
  await picture(page, 'new-mail');
  await dialog.getByRole('button', { name: 'Отправить' }).click();
  await desk.view('all');
  await expect(desk.row('About your parcel')).toBeVisible({ timeout: 30_000 });
  await desk.open('About your parcel');
  await expect(desk.message('It waits for you')).toBeVisible({ timeout: 30_000 });
  const begun = async (): Promise<string> => (await mailServer.mails(boris)).find((mail) => /^Subject: About your parcel\r?$/m.test(mail)) ?? '';
  await expect.poll(begun, { timeout: 30_000 }).toContain('It waits for you');
  const replyTo = /^Reply-To: (\S+)/m.exec(await begun())?.[1] ?? '';
  await deliverPlainly({ port: mailServer.smtp, from: boris, to: replyTo, content: Buffer.from(`From: <${boris}>\r\nTo: <${replyTo}>\r\nSubject: Re: About your parcel\r\nMessage-ID: <2@customer.example>\r\n\r\nThank you\r\n`) });
  await expect(desk.message('Thank you')).toBeVisible({ timeout: 30_000 });
});
