import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CDPSession, Page } from 'playwright-core';
import { settled as allDrawn } from '../../support/bridge-double/screen-ways';
import type { DoubleStart } from '../../support/bridge-double/start';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';
import { PressedKeys, type Layout } from './pressed-keys';
import { walkByTab } from './tab-walk';

const start: DoubleStart = { language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false };
/** All of these stand beside each other: on one processor each takes as long as all, in milliseconds. */
const patience = 400_000;
let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterAll(() => drawn.close());

type Sitting = { readonly page: Page; readonly cdp: CDPSession };

async function sitDown(own: Partial<DoubleStart> = {}): Promise<Sitting> {
  const page = await drawn.open({ ...start, ...own }, { width: 1280, height: 800 });
  await page.locator('main[data-open]').waitFor();
  await page.evaluate(() => window.otklik.ask('preferences.save', { motion: 'reduced', keys: { waiting: 'd' } }));
  await allDrawn({ page });
  return { page, cdp: await page.context().newCDPSession(page) };
}

it.concurrent('leads everywhere in the desk by Tab: to what has a name and shows where the focus is', async () => {
  const { page, cdp } = await sitDown();
  await page.locator('[data-list]').focus();
  const { unnamed, unseen, missed, stops } = await walkByTab({ page, cdp }, 'body');
  expect({ unnamed, unseen, missed }).toEqual({ unnamed: [], unseen: [], missed: [] });
  expect(stops).toBeGreaterThan(40);
  await page.context().close();
}, patience);

/** Keys and what they open. The double answers as the first conversation's owner. */
const dialogs = ['?', 'd', 'c', 'b', 'h', 'p', 't', 'a', 'Shift+T', 'Shift+O', 'Shift+L', 'l', 'Control+k', '/', 'Control+Shift+S'] as const;

it.concurrent('leads through everything that opens over the desk by Tab, and Escape leads back out of it', async () => {
  const { page, cdp } = await sitDown();
  const found: string[] = [];
  for (const key of dialogs) {
    await page.locator('[data-list]').focus();
    await page.keyboard.press(key);
    const inside = page.locator('[role="dialog"], [role="menu"]').last();
    await inside.waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"], [role="menu"]') !== null);
    await allDrawn({ page });
    const isMenu = (await inside.getAttribute('role')) === 'menu';
    const { unnamed, unseen, missed } = isMenu ? { unnamed: [], unseen: [], missed: [] } : await walkByTab({ page, cdp }, '[role="dialog"]');
    found.push(...[...unnamed, ...unseen, ...missed].map((what) => `${key}: ${what}`));
    for (let press = 0; press < 3 && (await inside.count()) > 0; press += 1) {
      await page.keyboard.press('Escape');
      await page.waitForTimeout(100);
    }
    await inside.waitFor({ state: 'detached' }).catch(() => found.push(`${key}: stays open`));
  }
  expect(found).toEqual([]);
  await page.context().close();
}, patience);

/** Each by its place on the keyboard. */
const presses = ['KeyJ', 'KeyJ', 'KeyK', 'KeyR', 'Escape', 'KeyN', 'Escape', 'Digit3', 'KeyJ', 'Digit1', 'Slash', 'Escape', 'Shift+Slash', 'Escape', 'Control+KeyK', 'Escape', 'KeyD', 'Escape', 'KeyH', 'Escape', 'KeyP', 'Escape', 'KeyT', 'Escape', 'KeyC', 'Escape', 'KeyB', 'Escape', 'KeyX', 'Escape', 'KeyI', 'KeyI', 'Shift+KeyL', 'Escape', 'Control+Shift+KeyS', 'Escape'] as const;

it.concurrent('does the same at the same physical key in the Russian and the English layout, also with a key of one’s own', async () => {
  const [english, russian] = [await typed('english'), await typed('russian')];
  expect(russian).toEqual(english);
  expect(new Set(english).size).toBeGreaterThan(15);
}, patience);

async function typed(layout: Layout): Promise<readonly string[]> {
  const { page, cdp } = await sitDown();
  await page.locator('[data-list]').focus();
  const keys = new PressedKeys(cdp, layout);
  const seen: string[] = [];
  for (const press of presses) {
    await keys.press(press);
    await settled(page);
    seen.push(`${press} ${await looks(page)}`);
  }
  await page.context().close();
  return seen;
}

it.concurrent('hears no letter with Alt or with Ctrl and Alt, and none as a key while somebody writes', async () => {
  const { page, cdp } = await sitDown();
  await page.locator('[data-list]').focus();
  const before = await looks(page);
  for (const layout of ['english', 'russian'] as const) {
    const keys = new PressedKeys(cdp, layout);
    for (const code of ['KeyE', 'KeyJ', 'KeyR', 'KeyK', 'KeyD', 'KeyC', 'Digit3', 'Slash']) {
      await keys.press(`Alt+${code}`);
      await keys.press(`Control+Alt+${code}`);
    }
    await settled(page);
    expect(await looks(page)).toBe(before);
  }
  await page.keyboard.press('n');
  await page.locator('[role="tab"][data-mode="note"][aria-selected="true"]').waitFor();
  const field = page.locator('textarea[name="composer"]');
  await field.and(page.locator(':focus')).waitFor();
  for (const layout of ['english', 'russian'] as const) for (const code of ['KeyJ', 'KeyE', 'KeyD', 'Digit3']) await new PressedKeys(cdp, layout).press(code);
  expect(await field.inputValue()).toMatch(/jed3оув3$/);
  await page.context().close();
}, patience);

it.concurrent('shows somebody new around in five steps by keyboard, once, and again when they ask', async () => {
  const { page } = await sitDown({ tour: true });
  const card = page.locator('[data-tour]');
  await card.waitFor();
  for (const [step, name] of ['list', 'conversation', 'composer', 'card', 'help'].entries()) {
    await page.locator(`[data-tour="${name}"] :focus`).waitFor();
    await page.keyboard.press(step % 2 === 0 ? 'Enter' : 'ArrowRight');
  }
  await card.waitFor({ state: 'detached' });
  await allDrawn({ page });
  expect(await page.evaluate(() => window.asked.filter(({ input }) => typeof input === 'object' && input !== null && 'toured' in input).length)).toBe(1);
  await page.keyboard.press('j');
  await page.keyboard.press('Control+k');
  await page.locator('input[name="search"]:focus').waitFor();
  await page.keyboard.type('look around');
  await page.getByRole('option', { name: /look around/ }).waitFor();
  await page.keyboard.press('Enter');
  await card.waitFor();
  const open = await page.locator('main').getAttribute('data-open');
  await page.keyboard.press('j');
  await page.waitForFunction((before) => document.querySelector('main')?.getAttribute('data-open') !== before, open);
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'detached' });
  await page.context().close();
}, patience);

/** What a person sees of a key: the view, the open conversation, what lies over the desk, and where the focus is. */
function looks(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focus = document.activeElement;
    const dialog = document.querySelector('[role="dialog"], [role="menu"]');
    return [
      document.querySelector('[data-view][aria-current]')?.getAttribute('data-view'),
      document.querySelector('main')?.getAttribute('data-open'),
      document.querySelector('[role="tab"][aria-selected="true"]')?.textContent,
      document.querySelector('aside') === null ? 'no card' : 'card',
      document.querySelectorAll('[data-marked]').length,
      dialog === null ? 'nothing over' : `${dialog.getAttribute('role')} ${dialog.textContent.replaceAll(/\d{1,2}:\d{2}/g, 'a time').slice(0, 40)}`,
      `${focus?.tagName} ${focus?.getAttribute('aria-label') ?? focus?.getAttribute('name') ?? ''}`,
    ].join(' · ');
  });
}

/** Two pictures in a row are the same, each of a window that has nothing left to do; the focus may come back a little later than a dialog goes. */
async function settled(page: Page): Promise<void> {
  let before = '';
  for (let look = 0; look < 40; look += 1) {
    await page.waitForTimeout(60);
    await allDrawn({ page });
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    const now = await looks(page);
    if (now === before && (look > 8 || !now.endsWith('BODY '))) return;
    before = now;
  }
}
