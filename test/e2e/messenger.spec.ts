import { freePort } from '#db/central/free-port';
import { expect, test, type Locator } from '@playwright/test';
import TelegramServer from 'telegram-test-api';
import { z } from 'zod';
import { agent } from '../support/shop-company';
import { DeskPage } from './stage/desk-page';
import { hireAdministrator } from './stage/hire-administrator';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

const boss = { name: 'Вера Громова', email: 'vera@shop.example', password: 'a fourth long password', beside: agent.name };
const token = '1:secret';
const said = z.array(z.object({ message: z.object({ text: z.string() }) }));

let telegram: TelegramServer;
let stage: Stage;
let vera: Workstation;

test.beforeAll(async () => {
  telegram = new TelegramServer({ port: await freePort(), host: '127.0.0.1', storage: 'RAM' });
  await telegram.start();
  stage = await openStage({ telegram: telegram.config.apiURL });
  await hireAdministrator(stage, boss);
  vera = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `${boss.email}:${boss.password}` });
});
test.afterAll(async () => {
  await vera.app.close();
  await stage.close();
  await telegram.stop();
});

async function settings(name: string): Promise<Locator> {
  await vera.window.getByRole('button', { name: 'Профиль и настройки' }).click();
  await vera.window.getByRole('menuitem', { name }).click();
  return vera.window.getByRole('dialog');
}

/** What the customer has read from the company. */
function heard(): readonly string[] {
  return said.parse(telegram.storage.botMessages).map(({ message }) => message.text);
}

test('an administrator connects Telegram and teaches the bot, which meets a customer there and gives them to an agent, whose answer arrives', async () => {
  const { window: page } = vera;
  const desk = new DeskPage(page);
  await desk.online();
  const channels = await settings('Каналы');
  await channels.getByRole('button', { name: 'Подключить мессенджер…' }).click();
  await channels.locator('input[name="token"]').fill(token);
  await channels.locator('input[name="name"]').fill('Магазин в Telegram');
  await channels.getByRole('button', { name: 'Проверить' }).click();
  await expect(channels.getByRole('status')).toHaveText('Отвечает: @TestNameBot', { timeout: 30_000 });
  await channels.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(channels.getByText('Магазин в Telegram')).toBeVisible({ timeout: 30_000 });
  await expect(channels.getByText(/^Подключён/)).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');

  const bot = await settings('Бот');
  await bot.getByRole('tab', { name: 'Сценарии' }).click();
  await bot.getByRole('button', { name: 'Возврат' }).click();
  await bot.getByLabel('Что говорит бот').first().fill('Расскажите, чем плоха покупка.');
  await bot.getByRole('tab', { name: 'Проверить' }).click();
  await bot.getByLabel('Что пишет клиент').fill('хочу вернуть товар');
  await bot.getByRole('button', { name: 'Написать' }).click();
  await expect(bot.getByRole('log')).toContainText('Расскажите, чем плоха покупка.', { timeout: 30_000 });
  await bot.getByRole('tab', { name: 'Общее' }).click();
  await bot.getByRole('switch', { name: 'Бот отвечает' }).check();
  await bot.getByRole('checkbox', { name: 'Магазин в Telegram' }).check();
  await bot.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Бот это усвоил.')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');

  const anna = telegram.getClient(token, { userId: 7001, chatId: 7001, firstName: 'Анна', userName: 'anna' });
  await anna.sendMessage(anna.makeMessage('Хочу вернуть товар'));
  await expect.poll(() => heard().join('\n'), { timeout: 30_000 }).toContain('Расскажите, чем плоха покупка.');
  await anna.sendMessage(anna.makeMessage('оператор'));
  await desk.view('queue');
  await expect(desk.row('Анна')).toBeVisible({ timeout: 30_000 });
  await desk.open(desk.row('Анна'));
  await desk.take();
  await desk.answer('Здравствуйте, Анна! Помогу с возвратом.');
  await expect.poll(() => heard().at(-1), { timeout: 30_000 }).toBe('Здравствуйте, Анна! Помогу с возвратом.');
  await expect(desk.message('Помогу с возвратом')).toContainText('Отправлено', { timeout: 30_000 });

  // What is removed is offered to no bot.
  const again = await settings('Каналы');
  await again.getByRole('button', { name: 'Отключить Магазин в Telegram' }).click();
  await again.getByRole('button', { name: 'Отключить', exact: true }).click();
  await expect(again.getByText('Магазин в Telegram')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect((await settings('Бот')).getByRole('checkbox', { name: 'Магазин в Telegram' })).toHaveCount(0);
});
