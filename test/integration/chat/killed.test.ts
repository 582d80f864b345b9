import { setChatSite } from '#db/central/chat-sites';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ServerProcess } from '../../support/server-process';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChannelHouse, type ChannelHouse } from '../../support/channel-house';
import { openForeignShop, type ForeignShop } from '../../support/foreign-shop';
import { openBrowser, widgetOn } from '../../support/shop-browser';

let databases: CentralDatabases;
let browser: Browser;
let house: ChannelHouse;
let server: ServerProcess;
let shop: ForeignShop;
let page: Page;

beforeAll(async () => {
  databases = await startCentralDatabases();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await databases?.stop();
});
beforeEach(async () => {
  house = await openChannelHouse(databases);
  const channel = await house.addChannel('chat', 'site-key');
  // From here on the server under test is the only one that serves the database.
  await house.stop();
  server = new ServerProcess({ database: house.url });
  await server.start();
  shop = await openForeignShop({ script: server.url, site: 'site-key' });
  await setChatSite(house.db, { tenant: house.tenant, channel: channel.id }, { origins: [shop.url] });
  page = await browser.newPage({ locale: 'ru-RU' });
  await page.goto(shop.url);
});
afterEach(async () => {
  await page.close();
  await shop.close();
  await server.stop();
});

test('ten lines arrive once and in order although the server is killed twice while they are said', { timeout: 180_000 }, async () => {
  const widget = widgetOn(page);
  const said = Array.from({ length: 10 }, (_, n) => `Строка ${n}`);
  await widget.open();
  for (const [n, text] of said.entries()) {
    await widget.say(text);
    if (n === 2 || n === 6) await server.kill();
    if (n === 4 || n === 8) await server.start();
  }
  const stored = async () => (await house.all('messages')).toSorted((one, other) => one.at - other.at).map(({ text }) => text);
  // The longer a server was away, the longer a widget waits before it looks again.
  await expect.poll(stored, { timeout: 60_000 }).toEqual(said);
  await expect.poll(() => widget.lines(), { timeout: 30_000 }).toEqual(said);
  await expect.poll(() => widget.panel.getByRole('img', { name: 'Ждёт отправки' }).count(), { timeout: 30_000 }).toBe(0);
  expect(await house.all('conversations')).toHaveLength(1);
});
