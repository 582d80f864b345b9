import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { translations } from '../../renderer/text/say';
import { ListeningSystem } from '../support/listening-system';
import { deliverPlainly } from '../support/plain-smtp';
import { mailAddress } from '../support/shop-company';
import { DeskPage, typeInto } from './stage/desk-page';
import { hireAdministrator } from './stage/hire-administrator';
import { anna, hostileLetter, letterSubject } from './stage/letters';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

const pictures = fileURLToPath(new URL('../../out/e2e/administration/', import.meta.url));
const boss = { name: 'Вера Громова', email: 'vera@shop.example', password: 'a fourth long password' };

let stage: Stage;
let vera: Workstation;
let system: ListeningSystem;

test.beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  stage = await openStage();
  system = await ListeningSystem.open();
  await hireAdministrator(stage, boss);
  vera = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `${boss.email}:${boss.password}` });
});
test.afterAll(async () => {
  await vera.app.close();
  await system.close();
  await stage.close();
});

/** The same surface in both languages, and with them in both appearances. */
async function picture(page: Page, name: string): Promise<void> {
  for (const [language, theme] of [['ru', 'light'], ['en', 'dark']] as const) {
    await page.evaluate((chosen) => window.otklik.ask('preferences.save', chosen), { language, theme });
    await expect(page.locator(`html[lang="${language}"][data-mantine-color-scheme="${theme}"]`)).toBeVisible();
    await page.screenshot({ path: join(pictures, `${name}-${language}-${theme}.png`) });
    const shown = (await page.locator('body').innerText()).split(/\s+/);
    expect(shown.filter((word) => word in translations.ru)).toEqual([]);
  }
  await page.evaluate(() => window.otklik.ask('preferences.save', { language: 'ru', theme: 'light' }));
  await expect(page.locator('html[lang="ru"]')).toBeVisible();
}

test('an administrator brings customers in from a table: looks first, runs it, and keeps the list of bad lines', async () => {
  const { window: page } = vera;
  await new DeskPage(page).online();
  await page.getByRole('button', { name: 'Профиль и настройки' }).click();
  await page.getByRole('menuitem', { name: 'Загрузка данных' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Пока ничего не загружали.')).toBeVisible();
  const lines = Array.from({ length: 2000 }, (_, index) => (index % 100 === 7 ? `${index};;anna${index}@example.org;Тверь` : `${index};Анна ${index};anna${index}@example.org;Тверь`));
  const chosen = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Выбрать файл…' }).click();
  await (await chosen).setFiles({ name: 'клиенты.csv', mimeType: 'text/csv', buffer: Buffer.from(['Код;ФИО;Эл. почта;Город', ...lines].join('\n')) });
  await expect(dialog.getByRole('combobox', { name: 'Имя' })).toHaveValue('ФИО');
  await expect(dialog.getByText('Имя: пусто')).toBeVisible();
  await picture(page, 'import-columns');
  await dialog.getByRole('button', { name: 'Загрузить', exact: true }).click();
  await expect(dialog.locator('[data-import="done"]')).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByText(/загружено 1\s?980 строк, 20 с ошибками/)).toBeVisible();
  await expect(dialog.getByText('Строка 9: Имя: пусто')).toBeVisible();
  await dialog.getByRole('button', { name: 'Сохранить строки с ошибками' }).click();
  await expect(dialog.getByText('otklik-import.csv')).toBeVisible();
  const [file = ''] = (await readdir(vera.folder, { recursive: true })).filter((path) => path.endsWith('otklik-import.csv'));
  const saved = (await readFile(join(vera.folder, file), 'utf8')).trim().split('\n');
  expect([saved.length, saved[1]]).toEqual([21, '9,"","name",field.missing']);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('an administrator gives a program a token, has another system told, and sees what it was told', async () => {
  const { window: page } = vera;
  await page.keyboard.press('Control+k');
  await typeInto(page.getByRole('dialog').locator('input').first(), 'API и');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog').filter({ hasText: 'Токены' });
  await dialog.getByRole('button', { name: 'Создать токен' }).click();
  await dialog.getByLabel('Для чего он').fill('Склад');
  await dialog.getByLabel('Заказы: просмотр').check();
  await dialog.getByRole('button', { name: 'Создать токен' }).click();
  const token = await dialog.locator('code').innerText();
  expect((await fetch(new URL('/api/v1/orders', stage.server.url), { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  await dialog.getByRole('button', { name: 'Сохранено' }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Склад' })).toContainText('Использован');

  await dialog.getByRole('button', { name: 'Добавить вебхук' }).click();
  await dialog.getByLabel('Адрес (https)').fill('https://10.0.0.1/hook');
  await dialog.getByLabel('Клиент написал').check();
  await dialog.getByRole('button', { name: 'Добавить вебхук' }).click();
  await expect(dialog.getByRole('alert')).toContainText('не вести во внутреннюю сеть');
  await dialog.getByLabel('Адрес (https)').fill(system.url);
  await dialog.getByRole('button', { name: 'Добавить вебхук' }).click();
  await dialog.getByRole('button', { name: 'Сохранено' }).click();
  await dialog.getByRole('button', { name: 'Проверить' }).click();
  await expect(dialog.locator('[data-delivery="sent"]')).toHaveCount(1);
  expect(system.accepted('webhook.tried')).toHaveLength(1);
  await picture(page, 'webhooks');
  await dialog.getByRole('button', { name: 'Отозвать Склад' }).click();
  await expect(dialog.getByText('Ни у одной программы нет токена.')).toBeVisible();
  expect((await fetch(new URL('/api/v1/orders', stage.server.url), { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
});

test('an administrator adds a person to a team; that person signs in, sees the team’s queue, and nothing once their access is closed', async () => {
  const { window: page } = vera;
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Профиль и настройки' }).click();
  await page.getByRole('menuitem', { name: 'Сотрудники и команды' }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: 'Сотрудники и команды' });
  await dialog.getByRole('button', { name: 'Добавить сотрудника' }).click();
  await dialog.getByLabel('Имя и фамилия').fill('Нина Орлова');
  await dialog.getByLabel('Эл. почта').fill(boss.email);
  await dialog.getByRole('group', { name: 'Команды' }).getByLabel('Поддержка').check();
  await dialog.getByRole('button', { name: 'Добавить сотрудника' }).click();
  await expect(dialog.getByText('С этим адресом уже кто-то входит.')).toBeVisible();
  await expect(dialog.getByLabel('Имя и фамилия')).toHaveValue('Нина Орлова');
  await dialog.getByLabel('Эл. почта').fill('nina@shop.example');
  await dialog.getByRole('button', { name: 'Добавить сотрудника' }).click();
  const password = await dialog.locator('code').innerText();
  await dialog.getByRole('button', { name: 'Сохранено' }).click();
  await expect(dialog.locator('[data-person="nina@shop.example"]')).toContainText('Поддержка');

  await deliverPlainly({ port: stage.server.smtpPort, from: anna.email, to: mailAddress, content: hostileLetter() });
  const nina = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `nina@shop.example:${password}` });
  const desk = new DeskPage(nina.window);
  await desk.online();
  await desk.view('queue');
  await expect(desk.row(letterSubject)).toBeVisible();

  await dialog.getByRole('button', { name: 'Изменить: Нина Орлова' }).click();
  await dialog.getByRole('button', { name: 'Закрыть доступ…' }).click();
  await dialog.getByRole('button', { name: 'Закрыть доступ', exact: true }).click();
  await expect(dialog.locator('[data-person="nina@shop.example"]')).toContainText('доступ закрыт');
  await expect(nina.window.locator('input[name="password"]')).toBeVisible();
  await nina.app.close();
});

test('an administrator picks the day on which a team is away from a calendar that is read when it is opened', async () => {
  const { window: page } = vera;
  const dialog = page.getByRole('dialog').filter({ hasText: 'Сотрудники и команды' });
  await dialog.getByRole('tab', { name: 'Часы работы' }).click();
  await dialog.getByText('По часам', { exact: true }).first().click();
  await dialog.getByRole('button', { name: 'Добавить дату' }).click();
  await dialog.getByRole('button', { name: 'Выбрать в календаре: Дата' }).click();
  const calendar = page.getByRole('dialog', { name: 'Выбрать в календаре: Дата' });
  await calendar.getByRole('button', { name: 'Следующий месяц' }).click();
  await calendar.getByRole('button', { name: /^15 / }).click();
  await expect(calendar).toHaveCount(0);
  await expect(dialog.getByRole('textbox', { name: 'Дата', exact: true })).toHaveValue(/^15\.\d\d\.\d{4}$/);
  await dialog.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page.getByText('Часы работы сохранены.')).toBeVisible();
});

test('an administrator sets a chat up: its line, its pages, its looks, and the secret; and removes it', async () => {
  const { window: page } = vera;
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: 'Профиль и настройки' }).click();
  await page.getByRole('menuitem', { name: 'Чат на сайте' }).click();
  const dialog = page.getByRole('dialog', { name: 'Чат на сайте' });
  await dialog.getByRole('button', { name: 'Добавить чат…' }).click();
  await dialog.getByLabel('Название для коллег').fill('Второй магазин');
  await dialog.getByLabel('Страницы, где может стоять чат').fill('shop.example/cart');
  await dialog.getByRole('button', { name: 'Добавить', exact: true }).click();
  await expect(dialog.getByRole('combobox', { name: 'Чат' })).toHaveText(/Второй магазин/);
  await expect(dialog.getByLabel('Страницы, где может стоять чат')).toHaveValue('https://shop.example');
  const line = await dialog.locator('code').innerText();
  const script = /src="([^"]+)"/.exec(line)?.[1] ?? '';
  await fetch(script, { headers: { referer: 'https://blog.shop.example/' } });
  await expect(dialog.locator('[data-seen="stranger"]')).toContainText('https://blog.shop.example');
  await picture(page, 'widget-install');
  await dialog.getByRole('button', { name: 'Разрешить https://blog.shop.example' }).click();
  await expect(dialog.locator('[data-seen="allowed"]')).toContainText('https://blog.shop.example');
  await dialog.getByLabel('Проверить страницу').fill('127.0.0.1/cart');
  await dialog.getByRole('button', { name: 'Проверить', exact: true }).click();
  await expect(dialog.locator('[data-verdict="unreachable"]')).toBeVisible();

  await dialog.getByRole('tab', { name: 'Вид' }).click();
  await dialog.getByLabel('Цвет в виде #rrggbb').fill('#ffeb3b');
  await dialog.getByLabel('Сторона страницы').selectOption('left');
  await dialog.getByLabel('Надпись рядом с кнопкой').fill('Спросите нас');
  await picture(page, 'widget-look');
  await dialog.getByRole('button', { name: 'Сохранить вид' }).click();
  await expect(dialog.getByText('Сохранено.')).toBeVisible();
  expect(await (await fetch(script)).text()).toContain('{"color":"#ffeb3b","corner":"16","side":"left","label":"Спросите нас"}');

  await dialog.getByRole('tab', { name: 'Клиенты' }).click();
  await dialog.getByRole('button', { name: 'Создать секрет' }).click();
  await expect(dialog.locator('code').last()).toHaveText(/^[\w-]{43}$/);
  await dialog.getByRole('button', { name: 'Сохранено', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Новый секрет…' })).toBeVisible();

  await dialog.getByRole('tab', { name: 'На странице' }).click();
  await dialog.getByRole('button', { name: 'Убрать чат…' }).click();
  await dialog.getByRole('button', { name: 'Убрать', exact: true }).click();
  await expect(dialog.getByText('Второй магазин')).toHaveCount(0);
});
