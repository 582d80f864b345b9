import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { settled } from '../../support/bridge-double/screen-ways';
import type { DoubleStart } from '../../support/bridge-double/start';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

const start: DoubleStart = { language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false };
let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterEach(() => drawn.leave());
afterAll(() => drawn.close());

async function opened(): Promise<Page> {
  const page = await drawn.open(start, { width: 1280, height: 800 });
  await page.locator('[data-open="con_0"]').waitFor();
  return page;
}

it('finds while one types, is walked by arrows, and tells a screen reader where it is', async () => {
  const page = await opened();
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: 'Search and commands' });
  await field.fill('order');
  await page.getByRole('option').first().waitFor();
  await page.locator('[data-found="message"]').first().waitFor();
  await settled({ page });
  const first = await field.getAttribute('aria-activedescendant');
  await field.press('ArrowDown');
  const second = await field.getAttribute('aria-activedescendant');
  expect(second).not.toBe(first);
  expect(await page.locator(`[id="${second}"]`).getAttribute('aria-selected')).toBe('true');
  expect(await page.locator('#found').getByRole('option', { selected: true }).count()).toBe(1);
  await field.press('Escape');
  await field.waitFor({ state: 'detached' });
});

it('opens the conversation of a message at the message, and marks it', async () => {
  const page = await opened();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('has been shipped');
  await page.locator('[data-found="message"]').first().click();
  const sought = page.locator('[data-sought] [data-message]');
  await sought.waitFor();
  await expect.poll(async () => (await sought.boundingBox())?.y ?? -1).toBeGreaterThan(0);
  expect(await sought.textContent()).toContain('shipped');
});

it('does what a command says, and Enter that comes before the answer waits for it', async () => {
  const page = await opened();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('show clos');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Closed' }).waitFor();
});
