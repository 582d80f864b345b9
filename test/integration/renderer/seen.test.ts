import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { screens, showScreen } from '../../support/bridge-double/screens';
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

async function shown(name: string, own: Partial<DoubleStart> = {}): Promise<Page> {
  const screen = screens[name];
  if (screen === undefined) throw new Error(`no screen ${name}`);
  const page = await drawn.open({ ...start, ...screen.own, ...own }, { width: 1280, height: 800 });
  await showScreen(page, screen, 'en');
  await settled({ page });
  return page;
}

/** How much of what it holds stands out of it, downwards. */
const hidden = (page: Page, selector: string): Promise<number> => page.locator(selector).first().evaluate((part) => part.scrollHeight - part.clientHeight);

describe('what was cut, bent or grey', () => {
  it('an administrator’s menu fits a small window, with signing out at its end', async () => {
    expect(await hidden(await shown('person'), '[role="menu"]')).toBe(0);
  });

  it('the name of a file that is looked at keeps the tails of its letters', async () => {
    expect(await hidden(await shown('previewPicture'), '.mantine-Modal-title bdi')).toBe(0);
  });

  it('a picture that is smaller than its place stands in the middle of it', async () => {
    const page = await shown('previewPicture');
    await page.setViewportSize({ width: 1280, height: 1600 });
    await settled({ page });
    const [above, below] = await page.locator('.mantine-Modal-body img').evaluate((picture) => {
      const [own, place] = [picture.getBoundingClientRect(), (picture.parentElement ?? picture).getBoundingClientRect()];
      return [own.top - place.top, place.bottom - own.bottom] as const;
    });
    expect(above).toBeGreaterThan(20);
    expect(Math.abs(above - below)).toBeLessThan(2);
  });

  it('a chosen outcome stays round under the focus', async () => {
    const page = await shown('outcome');
    expect(await page.locator('[type="radio"]:focus').evaluate((choice) => parseFloat(getComputedStyle(choice).borderRadius) * 2 >= choice.clientWidth)).toBe(true);
  });

  it('a removal is as red in the dark as in the light', async () => {
    const page = await shown('outcomes', { theme: 'dark' });
    const [red, green, blue] = await page.getByRole('button', { name: /^Remove/ }).first().evaluate((button) => getComputedStyle(button).color.match(/\d+/g)?.map(Number) ?? []);
    expect(Math.max(green ?? 255, blue ?? 255)).toBeLessThan((red ?? 0) - 60);
  });

  it('closing a shift names what has no subject as the list does', async () => {
    const page = await shown('signOut');
    await page.locator('.mantine-Modal-body li', { hasText: 'No subject' }).first().waitFor();
  });
});
