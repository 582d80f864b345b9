import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DoubleStart } from '../../support/bridge-double/start';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

const start: DoubleStart = { language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false };
let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterEach(() => drawn.leave());
afterAll(() => drawn.close());

/** The conversation and the customer of which the copy lacks the beginning. */
const lacking = [
  { name: 'conversation.fetch', input: { conversation: 'con_9' } },
  { name: 'customer.fetch', input: { customer: 'cus_9' } },
];

/** Not counted: of whoever is looked at first, the contacts of other teams are asked for, too. */
const fetches = async (page: Page): Promise<unknown[]> => (await page.evaluate(() => window.asked)).filter(({ name, input }) => name.endsWith('.fetch') && JSON.stringify(input).includes('_9'));

async function opened(own: Partial<DoubleStart>): Promise<Page> {
  const page = await drawn.open({ ...start, ...own }, { width: 1280, height: 900 });
  await page.locator('[data-open="con_0"]').waitFor();
  await page.locator('[data-conversation="con_9"]').click();
  await page.locator('[data-open="con_9"]').waitFor();
  return page;
}

describe('what came before the copy began', () => {
  it('is fetched when the person looks at it, once each, and nothing is said of it', async () => {
    const page = await opened({});
    await expect.poll(() => fetches(page)).toHaveLength(2);
    await page.waitForTimeout(600);
    expect(await fetches(page)).toEqual(expect.arrayContaining(lacking));
    expect(await fetches(page)).toHaveLength(2);
    expect(await page.getByText('only on the server').count()).toBe(0);
  });

  it.each([
    ['ru', 'Более ранние сообщения — только на сервере.', 'Это не вся история: более ранние контакты — только на сервере.'],
    ['en', 'Earlier messages are only on the server.', 'This is not the whole history: earlier contacts are on the server only.'],
  ] as const)('is said to be elsewhere without a connection (%s), and nothing is asked', async (language, messages, contacts) => {
    const page = await opened({ language, connection: 'offline' });
    await page.getByText(messages).waitFor();
    await page.getByText(contacts).waitFor();
    expect(await fetches(page)).toEqual([]);
  });

  it('is not asked for by who runs past', async () => {
    // A busy computer may draw so late that the person looked after all: then they run once more.
    for (let run = 0; run < 8; run += 1) {
      const page = await drawn.open(start, { width: 1280, height: 900 });
      await page.locator('[data-open="con_0"]').waitFor();
      await runPast(page);
      await page.locator('[data-open="con_0"]').waitFor();
      await page.waitForTimeout(400);
      if ((await fetches(page)).length === 0) return;
    }
    throw new Error('something was asked for each time');
  });
});

/** Opens the other conversation and leaves it at the moment in which it stands there, from inside the page. */
function runPast(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const press = (name: string): void => document.querySelector<HTMLElement>(`[data-conversation="${name}"]`)?.click();
    const passed = new Promise<void>((resolve) => {
      const watcher = new MutationObserver(() => {
        if (document.querySelector('[data-open="con_9"]') === null) return;
        watcher.disconnect();
        press('con_0');
        resolve();
      });
      watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    press('con_9');
    await passed;
  });
}

it('a scroll through a timeline of thousands draws the few rows that come, and nothing else of the window', async () => {
  const page = await drawn.open({ ...start, language: 'ru' }, { width: 1280, height: 800 });
  await page.locator('[data-open="con_0"]').waitFor();
  await page.keyboard.press('6');
  await page.locator('[data-conversation="con_2"]').click();
  await page.locator('[data-open="con_2"]').waitFor();
  const list = page.getByRole('listbox', { name: 'История' });
  // Of how many nobody knows: the long one.
  await list.locator('[aria-setsize="-1"]').first().waitFor();
  const drawnAtOnce = await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const shown = document.querySelector<HTMLElement>('[aria-activedescendant^="timeline"]');
    const pane = shown?.closest<HTMLElement>('[data-scrolls]');
    if (!shown || !pane) throw new Error('no timeline');
    const seen = { rows: 0, elsewhere: 0, standing: 0 };
    const watcher = new MutationObserver((changes) => {
      const inList = changes.filter(({ target }) => shown.contains(target));
      seen.rows = Math.max(seen.rows, inList.reduce((sum, { addedNodes }) => sum + addedNodes.length, 0));
      seen.elsewhere += changes.filter(({ target }) => pane.contains(target)).length - inList.length;
      seen.standing = Math.max(seen.standing, shown.childElementCount);
    });
    watcher.observe(document.body, { subtree: true, childList: true });
    // A person scrolls a while, then tears the bar down as far as it goes.
    for (let at = 0; at < 40; at += 1) {
      pane.scrollTop += 160;
      await frame();
    }
    while (shown.clientHeight < 2000 * 52) {
      pane.scrollTop = pane.scrollHeight;
      await frame();
    }
    watcher.disconnect();
    return seen;
  });
  expect(drawnAtOnce.rows).toBeGreaterThan(4);
  expect(drawnAtOnce).toMatchObject({ elsewhere: 0 });
  expect(Math.max(drawnAtOnce.rows, drawnAtOnce.standing)).toBeLessThan(70);
  await list.focus();
  await page.keyboard.press('Home');
  await list.locator('[role="option"][aria-posinset="1"][aria-selected="true"]').waitFor();
});
