import type { Browser, Page } from 'playwright-core';
import { setChatSite } from '#db/central/chat-sites';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { chatIdentities, openChatHouse, type ChatHouse } from '../../support/chat-house';
import { openForeignShop, type ForeignShop } from '../../support/foreign-shop';
import { openBrowser, widgetOn } from '../../support/shop-browser';
import { signedIdentity } from '../../support/signed-identity';

let databases: CentralDatabases;
let browser: Browser;
let house: ChatHouse;
let shop: ForeignShop;
let secret: string;

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
  shop = await openForeignShop({ script: house.urls[0].replace('localhost', '127.0.0.1'), site: house.site });
  const site = { tenant: house.tenant, channel: house.channel.id };
  await setChatSite(house.db, site, { origins: [shop.url] });
  const { plain, sealed } = chatIdentities.fresh(site);
  await setChatSite(house.db, site, { secret: sealed });
  secret = plain;
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await shop.close();
  await house.stop();
});

/** The shop in a browser of its own. */
async function visit(tag: Readonly<Record<string, string>> = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${shop.url}/?${new URLSearchParams(tag).toString()}`);
  return page;
}
const identify = (page: Page, identity: string | null): Promise<unknown> => page.evaluate(`otklikChat.identify(${JSON.stringify(identity)})`);

describe('a customer who signed in to the shop', () => {
  test('sees one conversation on two devices, is not asked for a name, and a forged identity sees none of it', async () => {
    const phone = await visit({ identity: signedIdentity(secret, { sub: '42', name: 'Анна' }) });
    await widgetOn(phone).open();
    await widgetOn(phone).panel.getByRole('textbox', { name: 'Как к вам обращаться?' }).waitFor({ state: 'detached' });
    await widgetOn(phone).say('С телефона');
    await expect.poll(async () => (await house.all('customers')).map(({ name }) => name), soon).toEqual(['Анна']);
    const laptop = await visit({ identity: signedIdentity(secret, { sub: '42' }) });
    await widgetOn(laptop).open();
    await expect.poll(() => widgetOn(laptop).lines(), soon).toEqual(['С телефона']);
    const stranger = await visit({ identity: signedIdentity('guessed', { sub: '42' }) });
    await widgetOn(stranger).open();
    await widgetOn(stranger).say('Покажите мне всё');
    await expect.poll(async () => (await house.all('messages')).length, soon).toBe(2);
    await expect.poll(() => widgetOn(stranger).lines(), soon).toEqual(['Покажите мне всё']);
    expect(await house.all('customers')).toHaveLength(2);
  });

  test('signs in and out on an open page: what was said as somebody else is gone from it', async () => {
    const page = await visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Как гость');
    await expect.poll(async () => (await house.all('messages')).length, soon).toBe(1);
    await identify(page, signedIdentity(secret, { sub: '42' }));
    await expect.poll(() => widget.lines(), soon).toEqual([]);
    await widget.say('Как покупатель');
    await expect.poll(async () => (await house.all('messages')).length, soon).toBe(2);
    await identify(page, null);
    await expect.poll(() => widget.lines(), soon).toEqual(['Как гость']);
    await identify(page, signedIdentity(secret, { sub: '42' }));
    await expect.poll(() => widget.lines(), soon).toEqual(['Как покупатель']);
  });
});

describe('two tabs of one visitor', () => {
  test('open and close the chat together, and a page that comes next shows it as the last one did, without taking the focus', async () => {
    const one = await visit();
    const other = await one.context().newPage();
    await other.goto(shop.url);
    await widgetOn(other).launcher.waitFor();
    await widgetOn(one).open();
    await widgetOn(other).panel.waitFor();
    await other.reload();
    await widgetOn(other).panel.waitFor();
    expect(await widgetOn(other).field.evaluate((field) => field.matches(':focus'))).toBe(false);
    await one.bringToFront();
    await widgetOn(one).field.press('Escape');
    await widgetOn(other).panel.waitFor({ state: 'detached' });
    await other.reload();
    await widgetOn(other).launcher.waitFor();
    expect(await widgetOn(other).panel.count()).toBe(0);
  });
});

describe('the looks that a shop chooses', () => {
  test('stand in the tag: colour, corners, side, words and the language of the page', async () => {
    const page = await visit({ color: '#ffeb3b', corner: '0', side: 'left', label: 'Спросить', lang: 'page' });
    const launcher = page.getByRole('button', { name: 'Спросить. Открыть чат' });
    const looks = await launcher.evaluate((button) => {
      const { backgroundColor, color, borderRadius, left } = getComputedStyle(button);
      return { backgroundColor, color, borderRadius, left };
    });
    expect(looks).toEqual({ backgroundColor: 'rgb(255, 235, 59)', color: 'rgb(0, 0, 0)', borderRadius: '0px', left: '20px' });
    await launcher.click();
    expect(await widgetOn(page).panel.evaluate((panel) => panel.getBoundingClientRect().left)).toBe(20);
  });

  test('a tag that says nothing of it, or nonsense, looks as usual', async () => {
    const page = await visit({ color: 'url(x)', side: 'above', corner: 'none' });
    const color = await widgetOn(page).launcher.evaluate((button) => getComputedStyle(button).backgroundColor);
    expect(color).toBe('rgb(53, 88, 212)');
    expect(await widgetOn(page).launcher.boundingBox()).toMatchObject({ width: 56, height: 56, x: 1204 });
  });
});

describe('where the chat covers the page', () => {
  test('the focus goes round within it', async () => {
    const page = await visit();
    await page.setViewportSize({ width: 390, height: 700 });
    await widgetOn(page).open();
    await widgetOn(page).field.focus();
    const focused = (): Promise<string> => page.evaluate(() => document.querySelector('otklik-chat')?.shadowRoot?.activeElement?.className ?? '');
    const seen = new Set<string>();
    for (let n = 0; n < 8; n += 1) {
      await page.keyboard.press('Tab');
      seen.add(await focused());
    }
    expect([...seen].toSorted((one, other) => one.localeCompare(other))).toEqual(['field', 'lines', 'name', 'plain']);
    await page.keyboard.press('Escape');
    await widgetOn(page).launcher.waitFor();
  });
});
