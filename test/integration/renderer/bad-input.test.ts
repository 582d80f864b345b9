import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '#contract/limits';
import type { DoubleStart } from '../../support/bridge-double/start';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

const start: DoubleStart = { language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false };
let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterEach(() => drawn.leave());
afterAll(() => drawn.close());

async function open(own: Partial<DoubleStart>): Promise<Page> {
  const page = await drawn.open({ ...start, ...own }, { width: 1280, height: 800 });
  await page.locator('[data-open="con_0"] [data-message]').first().waitFor();
  return page;
}

/** The places of the drawn messages in the conversation, counted from its beginning. */
function places(page: Page): Promise<readonly number[]> {
  return page.locator('[data-message]').evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-message')?.split('-')[1])));
}

async function scroll(page: Page, where: 'top' | 'end'): Promise<void> {
  await page.locator('[data-messages]').evaluate((log, to) => {
    log.scrollTop = to === 'top' ? 0 : log.scrollHeight;
  }, where);
}

describe('a conversation of ten thousand messages', () => {
  it('is read from its end far back and to its end again, of which the window holds a bounded part', async () => {
    const page = await open({ past: 10_000 });
    const last = Math.max(...(await places(page)));
    expect(last).toBeGreaterThan(10_000);
    const far = last - 2 * limits.shownMessages;
    await expect.poll(async () => {
      await scroll(page, 'top');
      return Math.min(...(await places(page)));
    }, { timeout: 30_000, interval: 150 }).toBeLessThan(far);
    const size = await page.locator('[data-messages]').evaluate((log) => log.scrollHeight);
    expect(size / 84).toBeLessThan(2 * limits.shownMessages);
    const read = Math.max(...(await places(page)));
    await expect.poll(async () => {
      await scroll(page, 'end');
      return Math.max(...(await places(page)));
    }, { timeout: 30_000, interval: 150 }).toBeGreaterThan(read + limits.messagePage);
    await page.getByRole('button', { name: 'To the newest message' }).click();
    await expect.poll(async () => Math.max(...(await places(page)))).toBe(last);
  });

  it.each(['reply', 'note'] as const)('shows a %s that is written while the person reads far back', async (mode) => {
    const page = await open({ past: 10_000 });
    const last = Math.max(...(await places(page)));
    await expect.poll(async () => {
      await scroll(page, 'top');
      return Math.min(...(await places(page)));
    }, { timeout: 30_000, interval: 150 }).toBeLessThan(last - limits.shownMessages - limits.messagePage);
    await page.keyboard.press(mode === 'reply' ? 'r' : 'n');
    await page.locator('textarea[name="composer"]').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('About what you wrote then');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-message]').getByText('About what you wrote then').waitFor();
    await expect.poll(() => page.locator('[data-messages]').evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight))).toBeLessThan(2);
  });
});

describe('a paste of five megabytes', () => {
  const pasted = 'слово '.repeat(900_000);

  it.each(['reply', 'note'] as const)('into a %s of a chat is told in words, and what stood there stays', async (mode) => {
    const page = await open({});
    await page.keyboard.press(mode === 'reply' ? 'r' : 'n');
    const field = page.locator('textarea[name="composer"]');
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('As agreed: ');
    await field.evaluate((box, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, pasted);
    await page.getByText(mode === 'reply' ? 'the text was attached as a file' : 'Not pasted').first().waitFor();
    expect(await field.inputValue()).toBe('As agreed: ');
    await page.keyboard.type('more');
    await expect.poll(() => field.inputValue()).toBe('As agreed: more');
  });
});

describe('names that are written from right to left, or in pictures', () => {
  const names = ['محمد (VIP) 12', 'שרה כהן 🙂', '👨‍👩‍👧‍👦👍🏽'];

  it('turn nothing around that stands beside them', async () => {
    const page = await open({ names });
    const first = page.locator('[data-list] [data-conversation="con_0"]');
    const direction = (of: string): Promise<string> => page.locator(of).first().evaluate((element) => getComputedStyle(element).direction);
    expect(await direction('[data-list] [data-conversation="con_0"] bdi')).toBe('rtl');
    expect(await direction('[data-list] [data-conversation="con_0"]')).toBe('ltr');
    expect(await direction('main h2 bdi')).toBe('rtl');
    await expect.poll(() => page.locator('[data-messages] [role="status"]').textContent()).toContain(`\u2068${names[0]}\u2069`);
    const [name, time] = await Promise.all([first.locator('bdi').first().boundingBox(), first.locator('time').first().boundingBox()]);
    expect(name?.x).toBeLessThan(time?.x ?? 0);
    expect(await page.locator('[data-list] [data-conversation="con_1"] bdi').first().textContent()).toBe(names[1]);
  });
});

describe('a file that a stranger sent', () => {
  it('is looked at by keys alone: a PDF page by page, a broken one in words, a picture; and is saved from there', async () => {
    const page = await open({});
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.keyboard.press('j');
    await page.getByRole('button', { name: /^Look at Receipt/ }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    const sheet = dialog.locator('canvas[data-page]');
    await sheet.waitFor({ timeout: 30_000 });
    const isWritten = (): Promise<boolean> => sheet.evaluate((canvas) => canvas instanceof HTMLCanvasElement && canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height / 2).data.some((value, at) => at % 4 === 0 && value < 64) === true);
    await expect.poll(isWritten).toBe(true);
    await dialog.getByText('Page 1 of 3').waitFor();
    await page.keyboard.press('PageDown');
    await dialog.getByText('Page 2 of 3').waitFor();
    await page.keyboard.press('ArrowRight');
    await dialog.getByText('This PDF cannot be read').waitFor({ timeout: 30_000 });
    await page.keyboard.press('ArrowRight');
    await dialog.locator('img').waitFor();
    await expect.poll(() => dialog.locator('img').evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBe(1600);
    await page.keyboard.press('Control+s');
    await expect.poll(() => page.evaluate(() => window.asked.some(({ name }) => name === 'attachment.save'))).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
