import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { speaker } from '../../../renderer/text/say';
import { screens, showScreen } from '../../support/bridge-double/screens';
import type { DoubleStart } from '../../support/bridge-double/start';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterEach(() => drawn.leave());
afterAll(() => drawn.close());

async function open(name: 'absence' | 'articleEditor' | 'hours', language: 'ru' | 'en'): Promise<Page> {
  const screen = screens[name];
  if (screen === undefined) throw new Error(`no screen ${name}`);
  const start: DoubleStart = { language, theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false, ...screen.own };
  const page = await drawn.open(start, { width: 1280, height: 800 });
  await showScreen(page, screen, language);
  return page;
}

const asked = (page: Page, name: string): Promise<readonly unknown[]> => page.evaluate((wanted) => window.asked.filter((one) => one.name === wanted).map(({ input }) => input), name);
const describedAs = (field: Locator): Promise<string> => field.evaluate((one) => (one.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim());

describe('a date field', () => {
  it.each([['ru', /^\d\d\.\d\d\.\d{4} 09:00$/], ['en', /^\d\d\/\d\d\/\d{4} 09:00$/]] as const)('shows the form of the person’s language, whatever the system’s is: %s', async (language, form) => {
    const page = await open('absence', language);
    for (const name of ['from', 'until']) expect(await page.locator(`input[name="${name}"]`).inputValue()).toMatch(form);
    expect(await page.locator('input[type^="date"], input[type="time"]').count()).toBe(0);
    await drawn.leave();
    const hours = await open('hours', language);
    expect(await hours.getByRole('textbox', { name: speaker(language)('hours.date'), exact: true }).first().inputValue()).toBe(language === 'ru' ? '01.01.2027' : '01/01/2027');
  });

  it('says in words what is no date when it is left, and saves what is one by keyboard alone', async () => {
    const page = await open('absence', 'ru');
    const from = page.locator('input[name="from"]');
    await expect.poll(() => from.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('31.02.2027 10:00');
    expect(await from.getAttribute('aria-invalid')).not.toBe('true');
    await page.keyboard.press('Tab');
    await expect.poll(() => describedAs(from)).toBe('Такой даты или такого времени нет. Пример: 31.12.2026 14:05');
    expect(await from.getAttribute('aria-invalid')).toBe('true');
    expect(await from.inputValue()).toBe('31.02.2027 10:00');
    expect(await page.getByRole('button', { name: 'Сохранить' }).isDisabled()).toBe(true);
    await from.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('1.2.27 9.30');
    await page.locator('input[name="until"]').focus();
    expect(await from.inputValue()).toBe('01.02.2027 09:30');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('03.02.2027 18:00');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked(page, 'absence.save')).toEqual([{ absence: { from: new Date(2027, 1, 1, 9, 30).getTime(), until: new Date(2027, 1, 3, 18).getTime(), text: '' } }]);
  });

  it('opens a calendar in the person’s language by Alt and the arrow, which picks a day and leaves the time, and Escape closes it alone', async () => {
    const page = await open('absence', 'ru');
    const from = page.locator('input[name="from"]');
    await from.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('30.12.2026 14:05');
    await page.keyboard.press('Alt+ArrowDown');
    const calendar = page.getByRole('dialog', { name: 'Выбрать в календаре: Нет с' });
    await calendar.waitFor();
    expect(await calendar.textContent()).toContain('декабрь 2026');
    const day = (): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
    await expect.poll(day).toBe('30 декабря 2026');
    await page.keyboard.press('Escape');
    await calendar.waitFor({ state: 'detached' });
    await expect.poll(() => from.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(day).toBe('30 декабря 2026');
    await page.keyboard.press('ArrowRight');
    await expect.poll(day).toBe('31 декабря 2026');
    await page.keyboard.press('Enter');
    await calendar.waitFor({ state: 'detached' });
    expect(await from.inputValue()).toBe('31.12.2026 14:05');
    await expect.poll(() => from.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('keeps an article from being saved without a date that was written wrong', async () => {
    const page = await open('articleEditor', 'en');
    const review = page.getByRole('textbox', { name: 'Review on', exact: true });
    await review.fill('31/02/2027');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('One of the dates is in no calendar.').waitFor();
    expect(await describedAs(review)).toBe('There is no such date. Example: 31/12/2026');
    expect(await asked(page, 'article.save')).toEqual([]);
    await review.fill('28/02/2027');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked(page, 'article.save')).toMatchObject([{ content: { reviewAt: new Date(2027, 1, 28).getTime() } }]);
  });
});
