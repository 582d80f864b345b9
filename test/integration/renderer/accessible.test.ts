import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoubleStart } from '../../support/bridge-double/start';
import { settled, type Screen } from '../../support/bridge-double/screen-ways';
import { screens, showScreen } from '../../support/bridge-double/screens';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

const start: Omit<DoubleStart, 'language' | 'theme'> = { session: 'signedIn', connection: 'online', empty: false, notices: false };
let drawn: DrawnWindow;
let axe: string;

beforeAll(async () => {
  drawn = await drawWindow();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

afterAll(() => drawn.close());

/** Also those that are made of what others show, and the settings of the company. */
const isEvery = process.env['OTKLIK_EVERY_SCREEN'] === '1';

/** What depends on words and colours. */
const shownOtherwise = ['color-contrast', 'label-content-name-mismatch'];

/**
 * What axe finds serious or critical: in what lies over the desk, or else on the whole of it. A part that looks and reads as it did on
 * an earlier screen, in the same appearance, was judged there: only what is new is judged again.
 */
function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  return page.evaluate(async (only) => {
    const seen = (window.judged ??= new Set());
    const read = (part: Element): string => `${String(only)} ${part.outerHTML.replaceAll(/\b\d{1,2}:\d\d(?::\d\d)?\b/g, '').replaceAll(/mantine-[a-z0-9]+/g, '')}`;
    const isFirst = seen.size === 0;
    const over = [...document.querySelectorAll('[role="dialog"], [role="menu"]')];
    const columns = [...(document.querySelector('main')?.parentElement?.children ?? [])].flatMap((column) => [...column.children]);
    const fresh = (over.length > 0 ? over : [...columns, ...document.querySelectorAll('.mantine-Notifications-root')]).filter((part) => !seen.has(read(part)));
    for (const part of fresh) seen.add(read(part));
    if (fresh.length === 0) return [];
    const options: RunOptions = { resultTypes: ['violations'], elementRef: false, ...(only === undefined ? {} : { runOnly: [...only] }) };
    const { violations }: AxeResults = await window.axe.run(isFirst || columns.length === 0 ? document : { include: fresh }, options);
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return grave.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`));
  }, rules);
}

declare global {
  interface Window {
    /** Parts of screens that axe has been through. */
    judged?: Set<string>;
    axe: { run: (context: Document | { include: Element[] }, options: RunOptions) => Promise<AxeResults> };
  }
}

/** Draws every other screen, in the language and theme that it begins with and then in the others, and tells what axe has to say. */
async function look(half: readonly (readonly [string, Screen])[]): Promise<Record<string, string[]>> {
  const page = await drawn.open({ ...start, language: 'ru', theme: 'light' }, { width: 1280, height: 800 });
  await page.evaluate(axe);
  const found: Record<string, string[]> = {};
  for (const [name, screen] of half) {
    await page.evaluate((next) => window.startAgain(next), { ...start, language: 'ru' as const, theme: 'light' as const, ...screen.own });
    await showScreen(page, screen, 'ru').catch((error: unknown) => {
      throw new Error(`the screen ${name} was not reached`, { cause: error });
    });
    const inRussian = await findings(page);
    await page.evaluate(() => {
      window.deskGone = false;
      return window.otklik.ask('preferences.save', { language: 'en', theme: 'dark' });
    });
    await page.locator('html[lang="en"][data-mantine-color-scheme="dark"]').waitFor();
    await settled({ page });
    const grave = [...inRussian, ...(await findings(page, shownOtherwise))];
    if (grave.length > 0) found[name] = grave;
  }
  return found;
}

describe('the desk', () => {
  it('shows nothing that axe finds serious, on any screen of a shift, in both languages, in light and dark', { timeout: 500_000 }, async () => {
    const all = Object.entries(screens).filter(([, { alike }]) => isEvery || alike !== true);
    const halves = await Promise.all([look(all.filter((_, place) => place % 2 === 0)), look(all.filter((_, place) => place % 2 === 1))]);
    expect(Object.assign({}, ...halves)).toEqual({});
  });
});
