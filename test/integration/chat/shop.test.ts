import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChatHouse, type ChatHouse } from '../../support/chat-house';
import { openBrowser, widgetOn } from '../../support/shop-browser';

let databases: CentralDatabases;
let house: ChatHouse;
let browser: Browser;

beforeAll(async () => {
  databases = await startCentralDatabases();
  house = await openChatHouse(databases);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
  await databases?.stop();
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(`${house.urls[0]}${path}`, { headers });

describe('the demonstration shop', () => {
  test('does not exist where no demonstration company lives', async () => {
    expect((await get('/demo')).status).toBe(404);
  });

  test('speaks the language that is asked for, else the browser’s, and shows a name as text', async () => {
    await house.db('tenants').update({ demonstration: true, name: 'Дом & <сад>' });
    const heading = async (answer: Promise<Response>) => /<html lang="(..)">[^]*<h1>(.+?)<\/h1>/.exec(await (await answer).text())?.slice(1);
    expect(await heading(get('/demo', { 'accept-language': 'ru-RU,ru;q=0.9' }))).toEqual(['ru', 'Осень, в\u00a0которой тепло']);
    expect(await heading(get('/demo', { 'accept-language': 'de' }))).toEqual(['en', 'An autumn that keeps you warm']);
    expect(await heading(get('/demo?lang=en', { 'accept-language': 'ru' }))).toEqual(['en', 'An autumn that keeps you warm']);
    expect(await (await get('/demo')).text()).toContain('<title>Дом &amp; &lt;сад&gt;</title>');
    expect([(await get('/demo?lang=%22%3E')).status, (await get('/demo?more=1')).status]).toEqual([400, 400]);
  });

  test('runs its chat under its own strict policy without a complaint of the browser', async () => {
    await house.db('tenants').update({ demonstration: true });
    const page = await browser.newPage({ locale: 'en-GB' });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${house.urls[0]}/demo?lang=en`);
    await widgetOn(page).open();
    await widgetOn(page).say('Hello');
    await expect.poll(async () => (await house.all('messages')).map(({ text }) => text), { timeout: 30_000 }).toEqual(['Hello']);
    await widgetOn(page).panel.getByRole('img', { name: 'Sent' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

test('the script may stand on any page; nothing else of the server may be read from one', async () => {
  const script = await get('/widget.js', { origin: 'https://anywhere.example' });
  expect([script.status, script.headers.get('content-type'), script.headers.get('access-control-allow-origin'), script.headers.get('cross-origin-resource-policy')]).toEqual([200, 'text/javascript; charset=utf-8', '*', 'cross-origin']);
  for (const path of ['/demo', '/nothing']) expect((await get(path, { origin: 'https://anywhere.example' })).headers.get('access-control-allow-origin')).toBeNull();
});
