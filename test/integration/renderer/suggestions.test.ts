import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

const delivery = 'The courier brings an order within one or two working days and calls an hour before. The time can be moved in the account.';
let drawn: DrawnWindow;
let page: Page;

beforeAll(async () => {
  drawn = await drawWindow();
  page = await drawn.open({ language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false }, { width: 1280, height: 800 });
  await page.locator('[data-conversation="con_0"]').click();
  await page.getByRole('region', { name: 'Suggested replies' }).waitFor();
});

afterAll(() => drawn.close());

const composer = () => page.locator('textarea[name="composer"]');
const written = (): Promise<string> => composer().inputValue();
const told = (name: string): Promise<readonly unknown[]> => page.evaluate((asked) => window.asked.filter((one) => one.name === asked).map(({ input }) => input), name);

test('a key inserts a suggestion where the cursor is, one undo takes it out, and nothing is sent', async () => {
  await composer().focus();
  await page.keyboard.type('HiBye');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+1');
  await expect.poll(written).toBe(`Hi\n${delivery}Bye`);
  await page.keyboard.press('Control+z');
  await expect.poll(written).toBe('HiBye');
  await expect.poll(() => told('suggestion.fate')).toContainEqual({ conversation: 'con_0', key: 'art_1.0', fate: 'inserted' });
  expect(await told('message.send')).toEqual([]);
});

test('an open slot and an expired fact are said, and no key and no click inserts them', async () => {
  const rows = page.getByRole('region', { name: 'Suggested replies' }).getByRole('listitem');
  await expect.poll(() => rows.nth(1).textContent()).toContain('Not filled in: {order}');
  await expect.poll(() => rows.nth(2).textContent()).toMatch(/Expired .+: “Autumn offer”/);
  await composer().focus();
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+3');
  await rows.nth(1).getByRole('button', { name: /^Insert: .*Order status/ }).click({ force: true });
  await page.keyboard.press('Control+1');
  await expect.poll(written).toContain(delivery);
  expect(await written()).not.toContain('{order}');
});

test('what was looked at is told to the desk, and a key asks for a draft that nobody inserts', async () => {
  await expect.poll(() => told('suggestion.fate')).toContainEqual({ conversation: 'con_0', key: null, fate: 'shown' });
  const before = await written();
  await composer().focus();
  await page.keyboard.press('Control+4');
  await expect.poll(() => told('suggestion.draft')).toEqual([{ conversation: 'con_0' }]);
  expect(await written()).toBe(before);
  expect(await told('message.send')).toEqual([]);
});

test('Escape closes the suggestions first and keeps the cursor in the composer', async () => {
  await composer().focus();
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await told('suggestion.fate')).at(-1)).toEqual({ conversation: 'con_0', key: null, fate: 'dismissed' });
  expect(await composer().evaluate((field) => field === document.activeElement)).toBe(true);
});

test('beside a note for colleagues no replies are suggested', async () => {
  await page.getByRole('tab', { name: 'Note' }).click();
  await expect.poll(() => page.getByRole('region', { name: 'Suggested replies' }).count()).toBe(0);
});

test('a fact that ends while its text is looked at is said within the second, not at the turn of the minute', async () => {
  await page.clock.install({ time: new Date(2026, 10, 23, 9, 0, 10) });
  await page.evaluate((next) => window.startAgain(next), { language: 'en' as const, theme: 'light' as const, session: 'signedIn' as const, connection: 'online' as const, empty: false, notices: false, factEndsIn: 30_000 });
  await page.locator('[data-conversation="con_0"]').click();
  const first = page.getByRole('region', { name: 'Suggested replies' }).getByRole('listitem').first();
  await first.waitFor();
  expect(await first.textContent()).not.toContain('Expired');
  await page.clock.pauseAt(new Date(2026, 10, 23, 9, 0, 50));
  await expect.poll(() => first.textContent()).toMatch(/Expired .+: “Delivery times in the city”/);
});
