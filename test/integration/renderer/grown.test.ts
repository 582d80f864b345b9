import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { settled } from '../../support/bridge-double/screen-ways';
import type { DoubleStart } from '../../support/bridge-double/start';
import { screens, showScreen } from '../../support/bridge-double/screens';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

const start: DoubleStart = { language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false };
const patient = { timeout: 20_000 };
let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterEach(() => drawn.leave());
afterAll(() => drawn.close());

/** A conversation that began with so few messages that all are drawn. */
async function openShort(past = 8): Promise<Page> {
  const page = await drawn.open({ ...start, past }, { width: 1280, height: 620 });
  await page.locator('[data-open="con_0"] [data-messages="short"]').waitFor();
  return page;
}

const isShort = (page: Page): Promise<boolean> => page.locator('[data-messages="short"]').isVisible();
const messages = (page: Page): ReturnType<Page['locator']> => page.locator('[data-messages]');
const beforeEnd = ({ scrollHeight, scrollTop, clientHeight }: Element): number => scrollHeight - scrollTop - clientHeight;
const topOf = (page: Page, message: string): Promise<number | undefined> => page.locator(`[data-message="${message}"]`).evaluate((element) => element.getBoundingClientRect().top).catch(() => undefined);

/** The person rests for so many milliseconds of the window's own clock, in which it has heard of what they did; and everything is drawn. */
async function rest(page: Page, milliseconds: number): Promise<void> {
  await page.evaluate(async (pause) => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }, milliseconds);
  await settled({ page });
}

async function scrollTo(page: Page, place: number): Promise<void> {
  await messages(page).evaluate((element, top) => element.scrollTo(0, top), place);
  await rest(page, 200);
}

async function beginToWrite(page: Page): Promise<void> {
  await page.keyboard.press('r');
  await page.locator('textarea[name="composer"]').and(page.locator(':focus')).waitFor();
}

async function writeOn(page: Page, count: number): Promise<void> {
  await page.evaluate((more) => window.writeOn(more), count);
  await rest(page, 150);
}

async function writeOneByOne(page: Page, count: number): Promise<void> {
  for (let written = 0; written < count; written += 1) await page.evaluate(() => new Promise<void>((resolve) => {
    window.writeOn(1);
    setTimeout(resolve, 15);
  }));
  await rest(page, 200);
}

describe('a short conversation that grows while it is open', () => {
  it('jumped to its end when more messages came than a page holds', async () => {
    const page = await openShort();
    await scrollTo(page, -200);
    const before = await topOf(page, 'msg_0-5');
    await writeOneByOne(page, 60);
    expect(await page.locator('[data-message]').count()).toBeGreaterThan(70);
    expect(Math.abs((await topOf(page, 'msg_0-5') ?? Infinity) - (before ?? 0))).toBeLessThan(2);
  });

  it('lost the focus of whoever reads its end by key', async () => {
    const page = await openShort();
    await messages(page).focus();
    await writeOn(page, 30);
    await writeOn(page, 90);
    expect(await page.evaluate(() => document.activeElement?.matches('[data-messages]'))).toBe(true);
  });

  it('draws only what is seen of it once nobody minds', async () => {
    const page = await openShort();
    await scrollTo(page, -200);
    await writeOn(page, 30);
    await writeOn(page, 90);
    expect(await isShort(page)).toBe(true);
    await page.getByRole('button', { name: 'new messages' }).click();
    await expect.poll(() => isShort(page)).toBe(false);
    await page.getByText('132?').waitFor();
    await expect.poll(() => page.locator('[data-message]').count()).toBeLessThan(40);
  });

  it('shows what stands above to who has read up to the first that it holds', async () => {
    const page = await openShort();
    await scrollTo(page, -200);
    await writeOn(page, 330);
    await scrollTo(page, -100_000);
    await expect.poll(() => isShort(page)).toBe(false);
    await messages(page).hover();
    for (let turn = 0; turn < 120 && !(await page.locator('[data-message="msg_0-0"]').isVisible()); turn += 1) {
      await page.mouse.wheel(0, -600);
      await settled({ page });
    }
    await page.locator('[data-message="msg_0-0"]').waitFor();
  });
});

describe('whoever reads above the end of a short conversation', () => {
  it('is not moved as the composer takes a line more', async () => {
    const page = await openShort();
    await beginToWrite(page);
    await scrollTo(page, -200);
    const before = await topOf(page, 'msg_0-5');
    const height = await messages(page).evaluate(({ clientHeight }) => clientHeight);
    for (let line = 0; line < 5; line += 1) await page.keyboard.press('Shift+Enter');
    await expect.poll(() => messages(page).evaluate(({ clientHeight }) => clientHeight)).toBeLessThan(height);
    await rest(page, 200);
    expect(Math.abs((await topOf(page, 'msg_0-5') ?? Infinity) - (before ?? 0))).toBeLessThan(2);
  });

  it('stays at the end who stands there', async () => {
    const page = await openShort();
    await beginToWrite(page);
    for (let line = 0; line < 5; line += 1) await page.keyboard.press('Shift+Enter');
    await rest(page, 200);
    expect(await messages(page).evaluate(({ scrollTop }) => scrollTop)).toBe(0);
  });
});

it('what a colleague answered was not shown once the customer wrote more after it than a page holds', async () => {
  const page = await drawn.open({ ...start, past: 60 }, { width: 1280, height: 620 });
  await page.locator('[data-open="con_0"] [data-messages]').waitFor();
  await beginToWrite(page);
  await page.keyboard.type('On its way');
  await rest(page, 500);
  await page.evaluate(() => window.answerMeanwhile());
  await page.locator('[data-meanwhile] blockquote').waitFor();
  await writeOn(page, 320);
  await rest(page, 300);
  expect(await page.locator('[data-meanwhile] blockquote').textContent()).toContain('The parcel is found');
  await page.keyboard.press('Control+Enter');
  await settled({ page });
  expect(await page.evaluate(() => window.asked.some(({ name }) => name === 'message.send'))).toBe(false);
});

it('of what several colleagues answered only the newest was shown once the customer wrote more between than a page holds', async () => {
  const page = await drawn.open({ ...start, past: 60 }, { width: 1280, height: 620 });
  await page.locator('[data-open="con_0"] [data-messages]').waitFor();
  await beginToWrite(page);
  await page.keyboard.type('On its way');
  for (let turn = 0; turn < 3; turn += 1) {
    await page.evaluate(() => window.answerMeanwhile());
    await writeOn(page, 320);
  }
  const told = page.locator('[data-meanwhile]');
  await expect.poll(() => told.locator('blockquote').allTextContents(), patient).toEqual([expect.stringContaining('The parcel is found'), expect.stringContaining('open until 21:00'), expect.stringContaining('between 10 and 14')]);
  expect(await told.textContent()).toContain('sent 3 answers');
  await page.keyboard.press('Control+Enter');
  await settled({ page });
  expect(await page.evaluate(() => window.asked.some(({ name }) => name === 'message.send'))).toBe(false);
  await told.getByRole('button', { name: 'I have read it' }).click();
  await told.waitFor({ state: 'detached' });
});

it('more answers than are shown at once are counted, and shown by a key', async () => {
  const page = await drawn.open({ ...start, past: 60 }, { width: 1280, height: 620 });
  await page.locator('[data-open="con_0"] [data-messages]').waitFor();
  await beginToWrite(page);
  await page.keyboard.type('On its way');
  for (let turn = 0; turn < 23; turn += 1) await page.evaluate(() => window.answerMeanwhile());
  const answers = page.locator('[data-meanwhile] blockquote');
  await expect.poll(() => answers.count(), patient).toBe(20);
  await page.getByRole('button', { name: 'Show 3 earlier answers' }).press('Enter');
  await expect.poll(() => answers.count(), patient).toBe(23);
  expect(await page.getByRole('button', { name: 'earlier answer' }).count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BLOCKQUOTE');
});

it('a long conversation that somebody left and came back to at once stood above its newest message for good', async () => {
  const page = await drawn.open({ ...start, language: 'ru' }, { width: 1280, height: 800 });
  const thereAndBack = screens['customer'];
  if (thereAndBack === undefined) throw new Error('no such screen');
  await showScreen(page, thereAndBack, 'ru');
  await rest(page, 600);
  expect(await messages(page).evaluate(beforeEnd)).toBeLessThan(2);
});

it('whoever took hold of a long conversation at its end, waited and drew it up was thrown back to its end by the next message', async () => {
  const page = await drawn.open({ ...start, past: 150 }, { width: 1280, height: 620 });
  await page.locator('[data-open="con_0"] [data-messages]').waitFor();
  expect(await isShort(page)).toBe(false);
  const box = await messages(page).boundingBox();
  if (box === null) throw new Error('no messages');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 60);
  await page.mouse.down();
  await rest(page, 400);
  await page.mouse.move(box.x + box.width / 2, box.y - 60, { steps: 5 });
  await expect.poll(() => messages(page).evaluate(beforeEnd)).toBeGreaterThan(400);
  await page.mouse.up();
  await rest(page, 300);
  await writeOn(page, 1);
  await rest(page, 300);
  expect(await messages(page).evaluate(beforeEnd)).toBeGreaterThan(300);
});

it('a suggestion that a key brought while the messages had the focus hid the newest message behind the composer', async () => {
  const page = await drawn.open({ ...start, past: 150 }, { width: 1280, height: 800 });
  await page.locator('[data-open="con_0"] [data-messages]').waitFor();
  await page.getByRole('region', { name: 'Suggested replies' }).waitFor();
  await rest(page, 500);
  await messages(page).focus();
  await rest(page, 300);
  const height = await messages(page).evaluate(({ clientHeight }) => clientHeight);
  for (let more = 0; more < 4; more += 1) await page.keyboard.press('Control+1');
  await expect.poll(() => messages(page).evaluate(({ clientHeight }) => clientHeight)).toBeLessThan(height - 80);
  await rest(page, 400);
  expect(await messages(page).evaluate(beforeEnd)).toBeLessThan(2);
});

it('whoever went by Tab to what stands above the end of a long conversation lost it from sight with the next message', async () => {
  const page = await drawn.open({ ...start, past: 150 }, { width: 1280, height: 620 });
  await page.locator('[data-open="con_0"] [data-messages]').waitFor();
  await beginToWrite(page);
  await rest(page, 500);
  const link = messages(page).getByRole('link').last();
  for (let steps = 0; steps < 20 && !(await link.evaluate((one) => one === document.activeElement)); steps += 1) await page.keyboard.press('Shift+Tab');
  await rest(page, 400);
  const read = await messages(page).evaluate(beforeEnd);
  expect(read).toBeGreaterThan(200);
  await writeOn(page, 1);
  await rest(page, 300);
  expect(await messages(page).evaluate(beforeEnd)).toBeGreaterThan(150);
});
