import type { Browser, Page } from 'playwright-core';
import { expect, test } from '@playwright/test';
import { cuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { deliverPlainly } from '../support/plain-smtp';
import { openBrowser, widgetOn } from '../support/shop-browser';
import { agent, mailAddress } from './stage/company';
import { DeskPage } from './stage/desk-page';
import { anna, shortLetter } from './stage/letters';
import { openStage, type Stage } from './stage/stage';
import { crash, openWorkstation, type Workstation } from './stage/workstation';

/** How long the agent has no network, in milliseconds. */
const cutFor = 60_000;

let stage: Stage;
let network: CuttableProxy;
let browser: Browser;
let shop: Page;
let computer: string;

test.beforeAll(async () => {
  stage = await openStage();
  network = await cuttableProxy(stage.server.port);
  computer = await stage.computer();
  browser = await openBrowser();
  shop = await browser.newPage({ locale: 'ru-RU' });
  await shop.goto(`${stage.server.url}/demo?lang=ru`);
});
test.afterAll(async () => {
  await browser.close();
  await network.close();
  await stage.close();
});

function sitDown(signIn = true): Promise<Workstation> {
  const server = `http://127.0.0.1:${network.port}`;
  return openWorkstation({ folder: computer, server, ...(signIn ? { signIn: `${agent.email}:${agent.password}` } : {}) });
}

async function takeFromQueue(desk: DeskPage, text: string): Promise<void> {
  await desk.view('queue');
  await desk.open(text);
  await desk.take();
}

async function answerIn(desk: DeskPage, channel: 'chat' | 'mail', text: string): Promise<void> {
  await desk.view('mine');
  await desk.open(channel === 'chat' ? desk.chatRow : 'Вопрос 1');
  await expect(desk.composer).toBeVisible();
  await desk.answer(text);
}

/** Every text that the mail server of the customers holds, each as often as it came. */
function mailed(): readonly string[] {
  return stage.customers.mails.map(({ mail }) => mail.text?.split('\n')[0]?.trim() ?? '');
}

test('the server killed in the middle, the network cut for a minute and the app killed meanwhile: nothing is lost and nothing comes twice', async () => {
  test.setTimeout(300_000);
  const widget = widgetOn(shop);
  let workstation = await sitDown();
  let desk = new DeskPage(workstation.window);
  await desk.online();
  await widget.open();
  await widget.say('чат: первая строка');
  await deliverPlainly({ port: stage.server.smtpPort, from: anna.email, to: mailAddress, content: shortLetter(1, 'письмо: первая строка') });
  await takeFromQueue(desk, 'чат: первая строка');
  await takeFromQueue(desk, 'Вопрос 1');

  // The server dies in the middle of answers, and is started again while both sides go on writing.
  await answerIn(desk, 'mail', 'ответ почтой до гибели');
  await answerIn(desk, 'chat', 'ответ в чат до гибели');
  await stage.server.kill();
  await widget.say('чат: строка без сервера');
  await answerIn(desk, 'chat', 'ответ в чат без сервера');
  await answerIn(desk, 'mail', 'ответ почтой без сервера');
  await stage.server.start();
  await expect(widget.panel.getByText('ответ в чат без сервера')).toBeVisible({ timeout: 40_000 });
  await expect.poll(mailed, { timeout: 40_000 }).toContain('ответ почтой без сервера');

  // The agent's network is cut for a minute; the app is killed in it, and comes up again without a network.
  network.cut();
  const mended = Date.now() + cutFor;
  await desk.offline();
  await answerIn(desk, 'chat', 'ответ в чат без сети');
  await desk.composer.fill('недописанная строка');
  await expect(desk.row('Черновик: недописанная строка')).toBeVisible();
  await crash(workstation);
  await widget.say('чат: строка без оператора');
  await deliverPlainly({ port: stage.server.smtpPort, from: 'boris@mail.example', to: mailAddress, content: shortLetter(2, 'письмо: пока нет сети') });
  workstation = await sitDown(false);
  desk = new DeskPage(workstation.window);
  await desk.view('mine');
  await desk.open(desk.chatRow);
  await expect(desk.message('ответ в чат без сети')).toContainText('Ждёт отправки');
  await expect(desk.composer).toHaveValue('недописанная строка');
  await desk.composer.fill('');
  await answerIn(desk, 'mail', 'ответ почтой без сети');
  await desk.page.waitForTimeout(Math.max(0, mended - Date.now()));
  network.mend();
  await desk.online();

  await expect(widget.panel.getByText('ответ в чат без сети')).toBeVisible({ timeout: 40_000 });
  await expect.poll(mailed, { timeout: 40_000 }).toContain('ответ почтой без сети');
  await desk.view('queue');
  await expect(desk.row('Вопрос 2')).toBeVisible();
  await desk.view('mine');
  await desk.open(desk.chatRow);
  await expect(desk.message('чат: строка без оператора')).toBeVisible();

  const told = (await widget.lines()).map((text) => text.trim()).sort();
  expect(told).toEqual(
    ['чат: первая строка', 'ответ в чат до гибели', 'чат: строка без сервера', 'ответ в чат без сервера', 'ответ в чат без сети', 'чат: строка без оператора'].sort(),
  );
  expect([...mailed()].sort()).toEqual(['ответ почтой до гибели', 'ответ почтой без сервера', 'ответ почтой без сети'].sort());
  await workstation.app.close();
});
