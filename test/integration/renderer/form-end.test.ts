import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { speaker } from '../../../renderer/text/say';
import type { PlainKey } from '../../../renderer/text/translation';
import { screens, showScreen } from '../../support/bridge-double/screens';
import { settled } from '../../support/bridge-double/screen-ways';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

const say = speaker('ru');
let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterAll(() => drawn.close());

/** Whether a click in the middle of the button would meet it. */
function isInSight(page: Page, name: string): Promise<boolean> {
  return page.getByRole('button', { name, exact: true }).last().evaluate((button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    const met = document.elementFromPoint(left + width / 2, top + height / 2);
    return met !== null && button.contains(met);
  });
}

it('what a long form is ended with is in sight at 1280 × 800, and hides no field that has the focus', async () => {
  const start = { language: 'ru', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false } as const;
  const page = await drawn.open(start, { width: 1280, height: 800 });
  const ends: Readonly<Record<string, PlainKey>> = { bot1: 'bot.save', connect: 'channels.doConnect', mailbox: 'channels.doConnect', hours: 'company.save' };
  for (const [name, end] of Object.entries(ends)) {
    const screen = screens[name];
    if (screen === undefined) throw new Error(`no screen ${name}`);
    await page.evaluate((next) => window.startAgain(next), { ...start, ...screen.own });
    await showScreen(page, screen, 'ru');
    expect([name, await isInSight(page, say(end))]).toEqual([name, true]);
    const hidden: (string | null)[] = [];
    for (const field of await page.locator('.mantine-Modal-content input:visible:not([type="checkbox"]), .mantine-Modal-content textarea:visible').all()) {
      await field.focus();
      await settled({ page });
      const isMet = await field.evaluate((one) => {
        const { left, top, height } = one.getBoundingClientRect();
        return document.elementFromPoint(left + 20, top + height / 2) === one;
      });
      if (!isMet) hidden.push(await field.getAttribute('name'));
    }
    expect([name, hidden]).toEqual([name, []]);
  }
});
