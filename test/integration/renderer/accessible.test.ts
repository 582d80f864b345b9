import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoubleStart } from '../../support/bridge-double/double';
import { screens, showScreen, type Screen } from '../../support/bridge-double/screens';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

const start: Omit<DoubleStart, 'language' | 'theme'> = { session: 'signedIn', connection: 'online', empty: false, notices: false };
const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((place) => existsSync(place)) ?? 'chromium';
let drawn: DrawnWindow;
let axe: string;

beforeAll(async () => {
  drawn = await drawWindow(browser);
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

afterAll(() => drawn.close());

/** What depends on words and colours. */
const shownOtherwise = ['color-contrast', 'label-content-name-mismatch'];

/** What axe finds serious or critical: in what lies over the desk, or else on the whole of it. */
function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  return page.evaluate(async (only) => {
    const over = [...document.querySelectorAll('[role="dialog"], [role="menu"]')];
    const options: RunOptions = { resultTypes: ['violations'], elementRef: false, ...(only === undefined ? {} : { runOnly: [...only] }) };
    const { violations }: AxeResults = await window.axe.run(over.length === 0 ? document : { include: over }, options);
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return grave.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`));
  }, rules);
}

declare global {
  interface Window {
    axe: { run: (context: Document | { include: Element[] }, options: RunOptions) => Promise<AxeResults> };
  }
}

/** Draws every other screen, in the language and theme that it begins with and then in the others, and tells what axe has to say. */
async function look(half: readonly (readonly [string, Screen])[]): Promise<Record<string, string[]>> {
  const page = await drawn.open({ ...start, language: 'ru', theme: 'light' }, { width: 1280, height: 800 });
  page.setDefaultTimeout(20_000);
  await page.evaluate(axe);
  const found: Record<string, string[]> = {};
  for (const [name, screen] of half) {
    await page.evaluate((next) => window.startAgain(next), { ...start, language: 'ru' as const, theme: 'light' as const, ...screen.own });
    await showScreen(page, screen, 'ru').catch((error: unknown) => {
      throw new Error(`the screen ${name} was not reached`, { cause: error });
    });
    const inRussian = await findings(page);
    await page.evaluate(() => window.otklik.ask('preferences.save', { language: 'en', theme: 'dark' }));
    await page.locator('html[lang="en"][data-mantine-color-scheme="dark"]').waitFor();
    const grave = [...inRussian, ...(await findings(page, shownOtherwise))];
    if (grave.length > 0) found[name] = grave;
  }
  return found;
}

describe('the desk', () => {
  it('shows nothing that axe finds serious, on any screen, in both languages, in light and dark', { timeout: 500_000 }, async () => {
    const all = Object.entries(screens);
    const halves = await Promise.all([look(all.filter((_, place) => place % 2 === 0)), look(all.filter((_, place) => place % 2 === 1))]);
    expect(Object.assign({}, ...halves)).toEqual({});
  });
});
