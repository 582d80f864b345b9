import type { Browser, Page } from 'playwright-core';
import { expect, test } from '@playwright/test';
import { openBrowser, widgetOn } from '../support/shop-browser';
import { agent } from '../support/shop-company';
import { DeskPage } from './stage/desk-page';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

let stage: Stage;
let workstation: Workstation;
let browser: Browser;
let shop: Page;

test.beforeAll(async () => {
  stage = await openStage();
  workstation = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `${agent.email}:${agent.password}` });
  browser = await openBrowser();
  shop = await browser.newPage({ locale: 'ru-RU' });
  await shop.goto(`${stage.server.url}/demo?lang=ru`);
});
test.afterAll(async () => {
  await browser.close();
  await workstation.app.close();
  await stage.close();
});

test('a customer on a shop page and an agent at the desk hold ten lines, and each sees the other typing', async () => {
  const desk = new DeskPage(workstation.window);
  const widget = widgetOn(shop);
  await desk.online();
  await desk.view('queue');
  await widget.open();
  await widget.say('Строка 1: здравствуйте!');
  await desk.open('Строка 1');
  await desk.take();
  for (let line = 2; line <= 10; line += 1) {
    const text = `Строка ${line}`;
    if (line % 2 === 0) {
      await desk.composer.pressSequentially('Ст', { delay: 30 });
      await expect(widget.panel.getByText('печатает')).toBeVisible();
      await desk.answer(text);
      await expect(widget.panel.getByText(text, { exact: true })).toBeVisible();
    } else {
      await widget.field.pressSequentially('Ст', { delay: 30 });
      await expect(workstation.window.getByText('печатает')).not.toHaveCount(0);
      await widget.say(text);
      await expect(desk.message(text)).toBeVisible();
    }
  }
  const told = await widget.lines();
  expect(told.map((text) => /Строка \d+/.exec(text)?.[0])).toEqual(Array.from({ length: 10 }, (_, index) => `Строка ${index + 1}`));
  await expect(desk.messages('outbound').last()).toContainText('Прочитано');
});

test('what an agent notes for colleagues never reaches the customer', async () => {
  const desk = new DeskPage(workstation.window);
  await desk.note('тайная заметка');
  await shop.reload();
  const widget = widgetOn(shop);
  await expect(widget.panel.or(widget.launcher).first()).toBeVisible();
  if (!(await widget.panel.isVisible())) await widget.open();
  await expect(widget.panel.getByText('Строка 10')).toBeVisible();
  expect(await shop.content()).not.toContain('тайная');
  expect((await widget.lines()).join()).not.toContain('тайная');
});

test('a customer rates the conversation when the agent has resolved it, and the agent sees it between the messages', async () => {
  const desk = new DeskPage(workstation.window);
  const { panel } = widgetOn(shop);
  await desk.page.keyboard.press('Escape');
  await desk.page.getByRole('button', { name: 'Решить' }).click();
  await panel.getByRole('radio', { name: '5 из 5' }).check({ force: true });
  await panel.getByRole('textbox', { name: /Что понравилось/ }).fill('Всё объяснили');
  await panel.getByRole('button', { name: 'Отправить оценку' }).click();
  await expect(panel.getByText('Спасибо! Ваша оценка: 5 из 5.')).toBeVisible();
  await desk.view('closed');
  await desk.open('Строка 10');
  await expect(desk.page.getByRole('main').getByText('Оценка клиента: 5 из 5')).toBeVisible();
  await expect(desk.page.locator('q')).toHaveText('Всё объяснили');
});
