import { setChatSite } from '#db/central/chat-sites';
import { colorOf, contrast, readable, type Color } from '#kernel/color';
import type { ConversationId } from '#kernel/id';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChatHouse, type ChatHouse } from '../../support/chat-house';
import { openForeignShop, type ForeignShop } from '../../support/foreign-shop';
import { openBrowser, widgetOn } from '../../support/shop-browser';

let databases: CentralDatabases;
let browser: Browser;
let house: ChatHouse;
let shop: ForeignShop;
let context: BrowserContext;

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
  shop = await openForeignShop({ script: house.urls[0], site: house.site });
  await setChatSite(house.db, { tenant: house.tenant, channel: house.channel.id }, { origins: [shop.url] });
});
afterEach(async () => {
  await context.close();
  await shop.close();
  await house.stop();
});

async function visit(options: BrowserContextOptions = {}, query = ''): Promise<Page> {
  context = await browser.newContext({ locale: 'ru-RU', ...options });
  const page = await context.newPage();
  await page.goto(shop.url + query);
  return page;
}

const conversation = async (): Promise<ConversationId> => {
  await expect.poll(async () => (await house.all('conversations')).length, soon).toBe(1);
  const [row] = await house.all('conversations');
  if (row === undefined) throw new Error('no conversation');
  return row.id;
};
const rated = async () => (await house.all('messages')).flatMap(({ part, text }) => (part.kind === 'event' && part.event.type === 'rated' ? [[part.event.score, text]] : []));

/** What has the focus, as it is told to who does not see it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const inside = document.querySelector('otklik-chat')?.shadowRoot?.activeElement;
    return inside?.getAttribute('aria-label') ?? inside?.textContent ?? document.activeElement?.tagName ?? '';
  });

/** A conversation that an agent answered and ended. */
async function ended(page: Page): Promise<void> {
  const widget = widgetOn(page);
  await widget.open();
  await widget.say('Где мой заказ?');
  const of = await conversation();
  await house.answer(of, 'Он уже в пути.');
  await expect.poll(() => widget.lines(), soon).toHaveLength(2);
  await house.resolve(of);
  await widget.panel.getByRole('radiogroup', { name: 'Как мы справились?' }).waitFor();
}

describe('what an administrator sets', () => {
  const look = { color: '#0b7285', corner: 0, side: 'left', label: 'Спросите нас', language: 'en', greeting: 'Welcome to the shop' } as const;

  test('is how the button stands on a foreign page from the start; what the tag says wins', async () => {
    await setChatSite(house.db, { tenant: house.tenant, channel: house.channel.id }, { look });
    const page = await visit({}, '/?label=Чат&corner=20');
    const launcher = page.getByRole('button', { name: 'Чат. Open chat' });
    const drawn = await launcher.evaluate((button) => [getComputedStyle(button).backgroundColor, getComputedStyle(button).borderRadius]);
    expect(drawn).toEqual(['rgb(11, 114, 133)', '35px']);
    expect((await launcher.boundingBox())?.x).toBe(20);
    await launcher.click();
    await widgetOn(page).panel.getByText('Welcome to the shop').waitFor();
  });

  test('is seen live before it is saved, on a page of the server with the real chat', async () => {
    await setChatSite(house.db, { tenant: house.tenant, channel: house.channel.id }, { look });
    context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${house.urls[0]}/chat-preview/${house.site}?color=%23ffe08a&side=right&label=&greeting=&corner=16&lang=ru`);
    const widget = widgetOn(page);
    await widget.open();
    await widget.panel.getByText('Здравствуйте! Чем можем помочь?').waitFor();
    await widget.say('Проба');
    await expect.poll(async () => (await house.all('messages')).map(({ text }) => text), soon).toEqual(['Проба']);
    expect(await widget.panel.locator('header').evaluate((head) => getComputedStyle(head).backgroundColor)).toBe('rgb(255, 224, 138)');
  });
});

describe('when a conversation has ended', () => {
  test('it is rated with the keyboard alone, thanked for where the focus is, and changed', async () => {
    const page = await visit();
    const { panel, field } = widgetOn(page);
    await ended(page);
    expect(await panel.getByRole('status').allTextContents()).toContain('Чат завершён. Ниже его можно оценить.');
    await field.focus();
    for (const stop of ['Отправить оценку', 'Что понравилось, а что нет? (необязательно)', '5 из 5']) {
      await page.keyboard.press('Shift+Tab');
      expect(await focused(page)).toBe(stop);
    }
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Быстро');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await panel.getByText('Спасибо! Ваша оценка: 4 из 5.').waitFor();
    expect(await focused(page)).toBe('Изменить');
    expect(await rated()).toEqual([[4, 'Быстро']]);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('4 из 5');
    await page.keyboard.press('ArrowRight');
    await panel.getByRole('button', { name: 'Отправить оценку' }).press('Enter');
    await panel.getByText('Спасибо! Ваша оценка: 5 из 5.').waitFor();
    expect(await rated()).toEqual([[5, 'Быстро']]);
    await page.reload();
    await widgetOn(page).open();
    await panel.getByText('Спасибо! Ваша оценка: 5 из 5.').waitFor();
  });

  test('a new line is worth more than a rating: the question goes, and nothing was rated', async () => {
    const page = await visit();
    await ended(page);
    await widgetOn(page).say('И ещё вопрос');
    await widgetOn(page).panel.getByRole('radiogroup').waitFor({ state: 'detached' });
    expect(await rated()).toEqual([]);
  });
});

test('the focus goes through the chat in its order, and Escape gives it back to the button', async () => {
  const page = await visit();
  const { panel, launcher } = widgetOn(page);
  await launcher.focus();
  await page.keyboard.press('Enter');
  await panel.waitFor();
  await expect.poll(() => focused(page), soon).toBe('Введите сообщение');
  await page.keyboard.type('Вопрос');
  const stops = ['Отправить', 'Закрыть чат'];
  for (const stop of stops) {
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe(stop);
  }
  await panel.getByRole('button', { name: 'Закрыть чат' }).focus();
  for (const stop of ['Сообщения', 'Как к вам обращаться? (необязательно)', 'Введите сообщение']) {
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe(stop);
  }
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('Открыть чат');
});

/** Every text that is shown in the chat, with its colour and the ground that it stands on. */
function painted(page: Page): Promise<readonly { readonly text: string; readonly ink: string; readonly ground: string }[]> {
  return page.evaluate(() => {
    const root = document.querySelector('otklik-chat')?.shadowRoot;
    const walker = document.createTreeWalker(root ?? document, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode() !== null) {
      const { parentElement: owner, textContent: text } = walker.currentNode;
      if (owner === null || text?.trim() === '' || owner.closest('.spoken, title') !== null) continue;
      let on: Element | null = owner;
      while (on !== null && getComputedStyle(on).backgroundColor === 'rgba(0, 0, 0, 0)') on = on.parentElement;
      found.push({ text: text ?? '', ink: getComputedStyle(owner).color, ground: on === null ? '' : getComputedStyle(on).backgroundColor });
    }
    return found;
  });
}

const colorIn = (css: string): Color => {
  const [red = 0, green = 0, blue = 0] = css.match(/\d+/g)?.map(Number) ?? [];
  return [red, green, blue];
};

test.each(['light', 'dark'] as const)('all words can be read on a %s ground, also where the shop chose a pale colour', async (colorScheme) => {
  const page = await visit({ colorScheme }, '/?color=%23ffe08a');
  expect(colorOf('#ffe08a')).not.toBeNull();
  await ended(page);
  const words = await painted(page);
  expect(words.length).toBeGreaterThan(8);
  expect(words.filter(({ ink, ground }) => ground === '' || contrast(colorIn(ink), colorIn(ground)) < readable)).toEqual([]);
});

test('nothing moves for who wants no motion', async () => {
  const page = await visit({ reducedMotion: 'reduce' });
  await widgetOn(page).open();
  await widgetOn(page).say('Вопрос');
  const of = await conversation();
  await expect.poll(() => (house.exchange.typing.tellTyping({ tenant: house.tenant, conversation: of, by: 'agent' }), widgetOn(page).panel.getByText('печатает').isVisible()), { timeout: 30_000, interval: 300 }).toBe(true);
  expect(await page.evaluate(() => document.getAnimations().length + (document.querySelector('otklik-chat')?.shadowRoot?.getAnimations().length ?? 0))).toBe(0);
});

test.each([
  ['a window of 1280 × 800 at 200 %', { width: 640, height: 400 }],
  ['a small phone', { width: 320, height: 568 }],
])('%s shows the whole chat: nothing is cut off, and the focus does not leave it', async (_name, viewport) => {
  const page = await visit({ viewport, deviceScaleFactor: 2 });
  await ended(page);
  const { panel, field } = widgetOn(page);
  const box = await panel.boundingBox();
  expect(box).toEqual({ x: 0, y: 0, ...viewport });
  for (const part of [field, panel.getByRole('button', { name: 'Закрыть чат' }), panel.getByRole('log')]) {
    const shown = await part.boundingBox();
    expect(shown !== null && shown.x >= 0 && shown.y >= 0 && shown.height > 30 && shown.x + shown.width <= viewport.width && shown.y + shown.height <= viewport.height).toBe(true);
  }
  expect(await panel.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  await field.fill('Ещё');
  await panel.getByRole('button', { name: 'Отправить', exact: true }).focus();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Закрыть чат');
  await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).toBe('Отправить');
});
