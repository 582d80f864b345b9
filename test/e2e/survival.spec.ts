import type { Browser, Page } from 'playwright-core';
import { expect, test } from '@playwright/test';
import { cuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { deliverPlainly } from '../support/plain-smtp';
import { openBrowser, widgetOn } from '../support/shop-browser';
import { agent, mailAddress } from '../support/shop-company';
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
let workstation: Workstation;
let desk: DeskPage;

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

async function sitDown(signIn: { readonly signIn?: string }): Promise<void> {
  workstation = await openWorkstation({ folder: computer, server: `http://127.0.0.1:${network.port}`, ...signIn });
  desk = new DeskPage(workstation.window);
}

async function takeFromQueue(text: string): Promise<void> {
  await desk.view('queue');
  await desk.open(text);
  await desk.take();
}

async function answerIn(channel: 'chat' | 'mail', text: string): Promise<void> {
  await desk.view('mine');
  await desk.open(channel === 'chat' ? desk.chatRow : 'Вопрос 1');
  await expect(desk.composer).toBeVisible();
  await desk.answer(text);
}

/** Every text that the customers hold, as often as it came. */
function mailed(): readonly string[] {
  return stage.customers.mails.map(({ mail }) => mail.text?.split('\n')[0]?.trim() ?? '');
}

/** Resolves when the customer sees the answer in the chat and has the other in the mailbox. */
async function bothAnswered(inChat: string, byMail: string): Promise<void> {
  await expect(widgetOn(shop).panel.getByText(inChat)).toBeVisible({ timeout: 40_000 });
  await expect.poll(mailed, { timeout: 40_000 }).toContain(byMail);
}

async function takeBoth(): Promise<void> {
  const widget = widgetOn(shop);
  await sitDown({ signIn: `${agent.email}:${agent.password}` });
  await desk.online();
  await widget.open();
  await widget.say('чат: первая строка');
  await deliverPlainly({ port: stage.server.smtpPort, from: anna.email, to: mailAddress, content: shortLetter(1, 'письмо: первая строка') });
  await takeFromQueue('чат: первая строка');
  await takeFromQueue('Вопрос 1');
}

async function loseTheServer(): Promise<void> {
  await answerIn('mail', 'ответ почтой до гибели');
  await answerIn('chat', 'ответ в чат до гибели');
  await stage.server.kill();
  await widgetOn(shop).say('чат: строка без сервера');
  await answerIn('chat', 'ответ в чат без сервера');
  await answerIn('mail', 'ответ почтой без сервера');
  await stage.server.start();
  await bothAnswered('ответ в чат без сервера', 'ответ почтой без сервера');
  await desk.view('mine');
  await desk.open('Вопрос 1');
  await desk.endDoubt('ответ почтой до гибели', () => mailed().includes('ответ почтой до гибели'));
}

async function loseTheNetworkAndTheApp(): Promise<void> {
  network.cut();
  const mended = Date.now() + cutFor;
  await desk.offline();
  await answerIn('chat', 'ответ в чат без сети');
  await desk.composer.fill('недописанная строка');
  await expect(desk.row('Черновик: недописанная строка')).toBeVisible();
  await crash(workstation);
  await widgetOn(shop).say('чат: строка без оператора');
  await deliverPlainly({ port: stage.server.smtpPort, from: 'boris@mail.example', to: mailAddress, content: shortLetter(2, 'письмо: пока нет сети') });
  await goOnWithoutNetwork();
  await desk.page.waitForTimeout(Math.max(0, mended - Date.now()));
  network.mend();
  await desk.online();
}

async function goOnWithoutNetwork(): Promise<void> {
  await sitDown({});
  await desk.unlock(agent.password);
  await desk.view('mine');
  await desk.open(desk.chatRow);
  await expect(desk.message('ответ в чат без сети')).toContainText('Ждёт связи');
  await expect(desk.composer).toHaveValue('недописанная строка');
  await desk.composer.fill('');
  await answerIn('mail', 'ответ почтой без сети');
}

async function everythingArrived(): Promise<void> {
  await bothAnswered('ответ в чат без сети', 'ответ почтой без сети');
  await desk.view('queue');
  await expect(desk.row('Вопрос 2')).toBeVisible();
  await desk.view('mine');
  await desk.open(desk.chatRow);
  await expect(desk.message('чат: строка без оператора')).toBeVisible();
}

async function nothingCameTwice(): Promise<void> {
  const told = (await widgetOn(shop).lines()).map((text) => text.trim()).sort();
  expect(told).toEqual(
    ['чат: первая строка', 'ответ в чат до гибели', 'чат: строка без сервера', 'ответ в чат без сервера', 'ответ в чат без сети', 'чат: строка без оператора'].sort(),
  );
  expect([...mailed()].sort()).toEqual(['ответ почтой до гибели', 'ответ почтой без сервера', 'ответ почтой без сети'].sort());
}

test('the server killed in the middle, the network cut for a minute and the app killed meanwhile: nothing is lost and nothing comes twice', async () => {
  test.setTimeout(300_000);
  await test.step('the agent takes a mail and a chat', takeBoth);
  await test.step('the server dies in the middle of answers, and comes back while both sides go on writing', loseTheServer);
  await test.step('the network is cut for a minute; the app is killed in it and comes up again without a network', loseTheNetworkAndTheApp);
  await test.step('everything arrives', everythingArrived);
  await test.step('nothing came twice', nothingCameTwice);
  await workstation.app.close();
});
