import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ConversationId } from '#kernel/id';
import { setChatSite } from '#db/central/chat-sites';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChatHouse, type ChatHouse } from '../../support/chat-house';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { openForeignShop, type ForeignShop } from '../../support/foreign-shop';
import { openBrowser, widgetOn } from '../../support/shop-browser';

let databases: CentralDatabases;
let browser: Browser;
let house: ChatHouse;
let road: CuttableProxy;
let shop: ForeignShop;
let context: BrowserContext;
let page: Page;

const soon = { timeout: 30_000, interval: 20 };

beforeAll(async () => {
  databases = await startCentralDatabases();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await databases?.stop();
});
beforeEach(async () => {
  house = await openChatHouse(databases);
  road = await cuttableProxy(Number(new URL(house.urls[0]).port));
  shop = await openForeignShop({ script: `http://127.0.0.1:${road.port}`, site: house.site });
  await setChatSite(house.db, { tenant: house.tenant, channel: house.channel.id }, { origins: [shop.url] });
  context = await browser.newContext({ locale: 'ru-RU' });
  page = await context.newPage();
  await page.goto(shop.url);
});
afterEach(async () => {
  await context.close();
  await road.close();
  await shop.close();
  await house.stop();
});

const conversation = async (): Promise<ConversationId> => {
  const [row] = await house.all('conversations');
  if (row === undefined) throw new Error('no conversation');
  return row.id;
};
const stored = async (): Promise<readonly string[]> => (await house.all('messages')).toSorted((one, other) => one.at - other.at).map(({ text }) => text);

describe('the widget on a foreign page under a strict policy', () => {
  test('opens no socket before somebody opens the chat, and a page after that one connects by itself', async () => {
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await widgetOn(page).launcher.waitFor();
    await page.waitForTimeout(300);
    expect(sockets).toEqual([]);
    await widgetOn(page).open();
    await widgetOn(page).say('Здравствуйте');
    await expect.poll(stored, soon).toEqual(['Здравствуйте']);
    expect(sockets).toEqual([`ws://127.0.0.1:${road.port}/chat`]);
    await page.reload();
    await expect.poll(() => sockets.length, soon).toBe(2);
    await widgetOn(page).open();
    await expect.poll(() => widgetOn(page).lines(), soon).toEqual(['Здравствуйте']);
  });

  test('keeps its own looks, whatever the page’s style says', async () => {
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Слово');
    const bubble = widget.panel.locator('.bubble').first();
    await bubble.waitFor();
    const looks = await bubble.evaluate((element) => {
      const { fontSize, letterSpacing, display, opacity, transform } = getComputedStyle(element);
      const { opacity: hostOpacity, transform: hostTransform } = getComputedStyle(document.querySelector('otklik-chat') ?? element);
      return { fontSize, letterSpacing, display, opacity, transform, hostOpacity, hostTransform };
    });
    expect(looks).toEqual({ fontSize: '15px', letterSpacing: 'normal', display: 'flow-root', opacity: '1', transform: 'none', hostOpacity: '1', hostTransform: 'none' });
    const box = await widget.panel.boundingBox();
    expect([box?.width, (box?.x ?? 0) + (box?.width ?? 0) <= 1280]).toEqual([376, true]);
  });

  test('shows what is written as text: no markup, and only web addresses as links', async () => {
    const widget = widgetOn(page);
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => void dialogs.push(dialog.message()));
    await widget.open();
    const hostile = '<img src=x onerror=alert(1)> javascript:alert(2) https://shop.example/a?b=1.';
    await widget.say(hostile);
    await expect.poll(stored, soon).toEqual([hostile]);
    await house.answer(await conversation(), `<script>alert(3)</script> ${hostile}`);
    await expect.poll(() => widget.lines(), soon).toEqual([hostile, `<script>alert(3)</script> ${hostile}`]);
    const links = await widget.panel.locator('.bubble a').evaluateAll((found) => found.map((link) => [link.getAttribute('href'), link.getAttribute('rel'), link.getAttribute('target')]));
    expect(links).toEqual(Array.from({ length: 2 }, () => ['https://shop.example/a?b=1', 'noopener noreferrer nofollow', '_blank']));
    expect([await widget.panel.locator('img, script').count(), dialogs]).toEqual([0, []]);
  });

  test('holds ten lines with an agent, with typing marks and read marks both ways', async () => {
    const widget = widgetOn(page);
    const typed: string[] = [];
    house.exchange.typing.onTyping(({ by }) => typed.push(by));
    await widget.open();
    const said: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      await widget.say(`Вопрос ${n}`);
      said.push(`Вопрос ${n}`);
      await expect.poll(() => widget.lines(), soon).toEqual(said);
      await expect.poll(stored, soon).toEqual(said);
      const mark = { tenant: house.tenant, conversation: await conversation(), by: 'agent' } as const;
      const isTyping = (): Promise<boolean> => {
        // A mark may be lost; who types repeats it.
        house.exchange.typing.tellTyping(mark);
        return widget.panel.getByText('печатает').isVisible();
      };
      await expect.poll(isTyping, { timeout: 30_000, interval: 300 }).toBe(true);
      await house.answer(await conversation(), `Ответ ${n}`);
      said.push(`Ответ ${n}`);
      await expect.poll(() => widget.lines(), soon).toEqual(said);
      await widget.panel.getByText('печатает').waitFor({ state: 'detached' });
    }
    const states = async () => (await house.all('messages')).flatMap(({ part }) => (part.kind === 'outbound' ? [part.delivery.state] : []));
    await expect.poll(states, soon).toEqual(Array.from({ length: 5 }, () => 'read'));
    await expect.poll(() => widget.panel.getByRole('img', { name: 'Прочитано' }).count(), soon).toBe(5);
    await widget.field.pressSequentially('ещё');
    await expect.poll(() => typed.filter((by) => by === 'customer').length, soon).toBeGreaterThan(0);
  });

  test('counts answers on the closed button, also after a reload, and says which were delivered and which read', async () => {
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Вопрос');
    await expect.poll(stored, soon).toEqual(['Вопрос']);
    await page.keyboard.press('Escape');
    const state = async () => (await house.all('messages')).flatMap(({ part }) => (part.kind === 'outbound' ? [part.delivery.state] : []));
    await house.answer(await conversation(), 'Первый');
    await house.answer(await conversation(), 'Второй');
    await page.getByRole('button', { name: 'Открыть чат, новых сообщений: 2' }).waitFor();
    await expect.poll(state, soon).toEqual(['delivered', 'delivered']);
    await page.reload();
    await page.getByRole('button', { name: 'Открыть чат, новых сообщений: 2' }).click();
    await expect.poll(state, soon).toEqual(['read', 'read']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Открыть чат', exact: true }).waitFor();
  });

  test('is worked with the keyboard alone, keeps its keys from the page, and gives the focus back', async () => {
    await page.evaluate(() => document.addEventListener('keydown', ({ key }) => void (document.title += key)));
    await widgetOn(page).launcher.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => widgetOn(page).field.evaluate((field) => field.matches(':focus')), soon).toBe(true);
    await page.keyboard.type('s/');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('вторая');
    await page.keyboard.press('Enter');
    await expect.poll(stored, soon).toEqual(['s/\nвторая']);
    await page.keyboard.press('Escape');
    expect(await widgetOn(page).launcher.evaluate((button) => button.matches(':focus'))).toBe(true);
    expect(await page.title()).toBe('Shop');
    await page.keyboard.press('Enter');
    expect(await widgetOn(page).panel.getByRole('log', { name: 'Сообщения' }).getAttribute('aria-live')).toBe('polite');
  });

  test('takes a name or none, and asks no more after the first line', async () => {
    const widget = widgetOn(page);
    await widget.open();
    await widget.panel.getByRole('textbox', { name: 'Как к вам обращаться?' }).fill('Мария');
    await widget.say('Вопрос');
    await expect.poll(async () => (await house.all('customers')).map(({ name }) => name), soon).toEqual(['Мария']);
    expect(await widget.panel.getByRole('textbox', { name: 'Как к вам обращаться?' }).count()).toBe(0);
  });
});

describe('a long conversation', () => {
  test('shows its newest page first and older ones on demand, and does not move who reads above', async () => {
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Начало');
    await expect.poll(stored, soon).toEqual(['Начало']);
    for (let n = 1; n <= 55; n += 1) await house.answer(await conversation(), `Ответ ${n}`);
    await page.reload();
    await widget.open();
    await expect.poll(async () => (await widget.lines()).length, soon).toBe(50);
    await widget.panel.getByRole('button', { name: 'Показать раньше' }).click();
    await expect.poll(async () => (await widget.lines())[0], soon).toBe('Начало');
    expect(await widget.panel.getByRole('button', { name: 'Показать раньше' }).count()).toBe(0);
    const list = widget.panel.getByRole('log');
    await list.evaluate((element) => element.scrollTo(0, 0));
    await house.answer(await conversation(), 'Последний');
    await widget.panel.getByRole('button', { name: 'Новые сообщения' }).click();
    await expect.poll(() => list.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight < 5), soon).toBe(true);
  });
});

describe('when the network is cut', () => {
  test('lines wait in the browser, say so, outlive a reload, and arrive once and in order', async () => {
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Строка 0');
    await expect.poll(stored, soon).toEqual(['Строка 0']);
    await widget.panel.getByRole('img', { name: 'Ждёт отправки' }).waitFor({ state: 'detached' });
    road.cut();
    await widget.panel.getByText('Нет связи').waitFor();
    const said = Array.from({ length: 10 }, (_, n) => `Строка ${n}`);
    for (const text of said.slice(1)) await widget.say(text);
    await expect.poll(() => widget.lines(), soon).toEqual(said);
    expect(await widget.panel.getByRole('img', { name: 'Ждёт отправки' }).count()).toBe(9);
    expect(await stored()).toEqual(['Строка 0']);
    // The page is reloaded from the shop's own server; the script comes with the road.
    road.mend();
    await page.reload();
    await expect.poll(stored, soon).toEqual(said);
    await widget.open();
    await expect.poll(() => widget.lines(), soon).toEqual(said);
    await expect.poll(() => widget.panel.getByRole('img', { name: 'Ждёт отправки' }).count(), soon).toBe(0);
  });

  test('the widget moves to another server and misses nothing of what was answered meanwhile', async () => {
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Вопрос');
    await expect.poll(stored, soon).toEqual(['Вопрос']);
    road.cut();
    for (const n of [1, 2, 3]) await house.answer(await conversation(), `Ответ ${n}`);
    await widget.say('Ещё');
    road.aim(Number(new URL(house.urls[1]).port));
    road.mend();
    await expect.poll(() => widget.lines(), soon).toEqual(['Вопрос', 'Ответ 1', 'Ответ 2', 'Ответ 3', 'Ещё']);
  });
});

describe('two tabs of one visitor', () => {
  test('show the same, also what one of them wrote without a network', async () => {
    const other = await context.newPage();
    await other.goto(shop.url);
    await widgetOn(page).open();
    await widgetOn(other).open();
    await widgetOn(page).say('Из первой');
    await expect.poll(() => widgetOn(other).lines(), soon).toEqual(['Из первой']);
    road.cut();
    await widgetOn(page).say('Без сети');
    await expect.poll(() => widgetOn(other).lines(), soon).toEqual(['Из первой', 'Без сети']);
    await page.close();
    road.mend();
    await expect.poll(stored, soon).toEqual(['Из первой', 'Без сети']);
    await house.answer(await conversation(), 'Ответ');
    await expect.poll(() => widgetOn(other).lines(), soon).toEqual(['Из первой', 'Без сети', 'Ответ']);
  });
});

describe('a page that the site does not list', () => {
  test('shows a chat that is not available, and does not try again', async () => {
    await setChatSite(house.db, { tenant: house.tenant, channel: house.channel.id }, { origins: ['https://elsewhere.example'] });
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await widgetOn(page).open();
    await widgetOn(page).panel.getByText('Чат на этой странице недоступен.').waitFor();
    await page.waitForTimeout(1500);
    expect(sockets).toHaveLength(1);
  });
});
