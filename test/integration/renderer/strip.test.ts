import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { settled } from '../../support/bridge-double/screen-ways';
import type { DoubleStart } from '../../support/bridge-double/start';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterEach(() => drawn.leave());
afterAll(() => drawn.close());

/** The strip at the bottom of the window; the composer has a foot of its own. */
const strip = (page: Page) => page.locator('footer').last();

async function opened(own: Pick<DoubleStart, 'language' | 'connection'>): Promise<Page> {
  const page = await drawn.open({ theme: 'light', session: 'signedIn', empty: false, notices: false, ...own }, { width: 1280, height: 800 });
  await strip(page).locator('button').first().waitFor();
  await settled({ page });
  return page;
}

const said = (page: Page): Promise<string> => strip(page).innerText().then((text) => text.replaceAll(/\s+/g, ' '));

it('hours that stood beside minutes in the same form, and a share with the sign of another language, are told apart', async () => {
  const english = await opened({ language: 'en', connection: 'online' });
  await expect.poll(() => said(english)).toMatch(/Satisfied \d+% Worked \d+ h \d+ min/);
  await drawn.leave();
  const russian = await opened({ language: 'ru', connection: 'online' });
  await expect.poll(() => said(russian)).toMatch(/Довольны \d+ % Отработано \d+ ч \d+ мин/);
});

it.each(['ru', 'en'] as const)('a figure for which a broken connection leaves no room stands in nobody’s way: %s', async (language) => {
  const page = await opened({ language, connection: 'offline' });
  const places = await strip(page).locator('> *').evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 1).map(({ left, right, height }) => ({ left, right, height })));
  for (const [index, { left, height }] of places.entries()) {
    expect(height).toBeLessThanOrEqual(26);
    expect(left).toBeGreaterThanOrEqual(places[index - 1]?.right ?? 0);
  }
  expect(places.length).toBeGreaterThan(3);
});
