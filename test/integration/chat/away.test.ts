import type { Browser, Page } from 'playwright-core';
import { setQueueMailbox } from '#db/central/queue-mailboxes';
import { setChatSite } from '#db/central/chat-sites';
import { keepTeamHours } from '#db/central/teams';
import { day, hour, minute } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChatHouse, type ChatHouse } from '../../support/chat-house';
import { arrive, type VisitorPage } from '../../support/chat-visitor';
import { openForeignShop, type ForeignShop } from '../../support/foreign-shop';
import { openBrowser, widgetOn } from '../../support/shop-browser';

let databases: CentralDatabases;
let house: ChatHouse;

const soon = { timeout: 30_000, interval: 20 };

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  house = await openChatHouse(databases);
});
afterEach(() => house.stop());

/** Open for an hour, the day after tomorrow, by the clock of Greenwich. */
async function close(): Promise<number> {
  const opens = Math.floor(Date.now() / day) * day + 2 * day + 9 * hour;
  const weekday = (Math.floor(opens / day) + 3) % 7;
  const days = Array.from({ length: 7 }, (_, at) => (at === weekday ? { from: (9 * hour) / minute, to: (10 * hour) / minute } : null));
  await setChatSite(house.db, { tenant: house.tenant, channel: house.channel.id }, { hours: { offset: 0, days } });
  return opens;
}

async function visit(): Promise<VisitorPage> {
  const page = await arrive({ address: `${house.urls[0].replace('http:', 'ws:')}/chat`, site: house.site });
  await expect.poll(() => page.frames.at(-1)?.t, soon).toBe('welcome');
  return page;
}
const leave = (page: VisitorPage, mail: string, line: string = randomUUID()): string => {
  page.send({ t: 'leave', line, mail, text: 'Когда вернётся мой заказ?', name: 'Анна' });
  return line;
};

describe('outside of the hours', () => {
  test('a page is told when somebody is there again, and what is left becomes a conversation by mail, once', async () => {
    await house.addChannel('email', 'support@shop.example');
    const until = await close();
    const page = await visit();
    expect(page.frames.at(-1)).toEqual({ t: 'welcome', unread: 0, away: { until, byMail: true } });
    const line = leave(page, ' Anna@Example.org ');
    leave(page, ' Anna@Example.org ', line);
    await expect.poll(() => page.frames.filter(({ t }) => t === 'left'), soon).toEqual([{ t: 'left', line }, { t: 'left', line }]);
    expect(await house.all('conversations')).toMatchObject([{ kind: 'email', subject: 'Когда вернётся мой заказ?' }]);
    expect((await house.all('messages')).map(({ text }) => text)).toEqual(['Когда вернётся мой заказ?']);
  });

  test('a chat without hours of its own has those of its team', async () => {
    const opens = Math.floor(Date.now() / day) * day + 2 * day + 9 * hour;
    const date = new Date(opens).toISOString().slice(0, 10);
    const hours = { zone: 'UTC', days: Array.from({ length: 7 }, () => null), exceptions: [{ date, open: { from: (9 * hour) / minute, to: (10 * hour) / minute } }] };
    await keepTeamHours(house.db, { tenant: house.tenant, team: house.team.id }, hours);
    expect((await visit()).frames.at(-1)).toEqual({ t: 'welcome', unread: 0, away: { until: opens, byMail: false } });
    const own = Array.from({ length: 7 }, () => ({ from: 0, to: 1440 }));
    await setChatSite(house.db, { tenant: house.tenant, channel: house.channel.id }, { hours: { offset: 0, days: own } });
    expect((await visit()).frames.at(-1)).toEqual({ t: 'welcome', unread: 0 });
  });

  test('an address that nobody vouches for joins no customer who is known by it', async () => {
    await house.addChannel('email', 'support@shop.example');
    await close();
    const page = await visit();
    leave(page, 'anna@example.org');
    await expect.poll(() => page.frames.some(({ t }) => t === 'left'), soon).toBe(true);
    expect((await house.all('identities')).map(({ value }) => value)).toEqual(['[anna@example.org]']);
  });

  test('what is left is answered from the mailbox that the queue of the chat writes from', async () => {
    const mailboxes = [await house.addChannel('email', 'support@shop.example'), await house.addChannel('email', 'chat@shop.example')];
    // Else the first is taken.
    const last = mailboxes.map((one) => one.id).toSorted((a, b) => (a < b ? -1 : 1))[1] ?? null;
    await setQueueMailbox(house.db, house.tenant, { queue: house.channel.queue, channel: last });
    await close();
    const page = await visit();
    leave(page, 'anna@example.org');
    await expect.poll(() => page.frames.some(({ t }) => t === 'left'), soon).toBe(true);
    expect((await house.all('conversations')).map(({ channel }) => channel)).toEqual([last]);
  });

  test('what is no address is refused, and so is everything where the team has no mail', async () => {
    await close();
    const without = await visit();
    expect(without.frames.at(-1)).toMatchObject({ away: { byMail: false } });
    const first = leave(without, 'anna@example.org');
    await expect.poll(() => without.frames.at(-1), soon).toEqual({ t: 'refused', line: first, code: 'delivery.unreachable' });
    await house.addChannel('email', 'support@shop.example');
    const page = await visit();
    const second = leave(page, 'anna@localhost');
    await expect.poll(() => page.frames.at(-1), soon).toEqual({ t: 'refused', line: second, code: 'delivery.unreachable' });
    expect(await house.all('messages')).toEqual([]);
  });
});

test('within the hours, and where none are set, nobody is away', async () => {
  const always = { from: 0, to: 1440 };
  expect((await visit()).frames.at(-1)).toEqual({ t: 'welcome', unread: 0 });
  await setChatSite(house.db, { tenant: house.tenant, channel: house.channel.id }, { hours: { offset: 0, days: [always, always, always, always, always, always, always] } });
  expect((await visit()).frames.at(-1)).toEqual({ t: 'welcome', unread: 0 });
});

describe('the widget outside of the hours', () => {
  let browser: Browser;
  let shop: ForeignShop;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    shop = await openForeignShop({ script: house.urls[0], site: house.site });
    await setChatSite(house.db, { tenant: house.tenant, channel: house.channel.id }, { origins: [shop.url] });
    await house.addChannel('email', 'support@shop.example');
    await close();
    page = await browser.newPage({ locale: 'ru-RU' });
    await page.goto(shop.url);
  });
  afterEach(async () => {
    await page.close();
    await shop.close();
  });

  test('says when, asks for an address, takes no wrong one, and says where the answer comes', async () => {
    const { panel, field, open, say } = widgetOn(page);
    await open();
    await panel.getByText(/Начнём отвечать: .+\d\d:\d\d/).waitFor();
    const mail = panel.getByRole('textbox', { name: 'Ваша электронная почта для ответа' });
    await mail.fill('anna');
    await say('Где мой заказ?');
    await panel.getByText('Проверьте адрес почты').waitFor();
    await expect.poll(() => mail.evaluate((input) => input.matches(':focus')), soon).toBe(true);
    await mail.fill('anna@example.org');
    await panel.getByRole('button', { name: 'Оставить сообщение' }).click();
    await panel.getByText('Сообщение у нас. Ответим на anna@example.org.').waitFor();
    expect((await house.all('messages')).map(({ text }) => text)).toEqual(['Где мой заказ?']);
    await panel.getByRole('button', { name: 'Написать ещё' }).click();
    expect(await field.inputValue()).toBe('');
  });
});
