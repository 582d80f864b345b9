import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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

async function open(own: Partial<DoubleStart> = {}): Promise<Page> {
  const page = await drawn.open({ ...start, ...own }, { width: 1280, height: 800 });
  await page.locator('[data-open="con_0"]').waitFor();
  return page;
}

const subject = (page: Page): ReturnType<Page['locator']> => page.getByRole('dialog').getByLabel('Subject');
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
const askedFor = (page: Page, name: string): Promise<unknown[]> => page.evaluate((wanted) => window.asked.filter((one) => one.name === wanted).map(({ input }) => input), name);

test('whoever thought better of discarding a new mail lost the cursor', async () => {
  const page = await open();
  await page.keyboard.press('c');
  await subject(page).fill('Invoice');
  await page.getByRole('button', { name: 'Discard draft', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect.poll(() => focused(page)).toBe('Discard draft');
});

test('a new mail from which everything was taken away stayed on the disk as a blank one', async () => {
  const page = await open();
  await page.keyboard.press('c');
  await subject(page).fill('Invoice');
  await expect.poll(() => askedFor(page, 'newMail.save')).toHaveLength(1);
  await subject(page).fill('');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => askedFor(page, 'newMail.remove')).toMatchObject([{ id: 'con_mail-0' }]);
});

test('the list of what waits began on the button that closes it when nothing waited', async () => {
  const page = await open();
  await page.keyboard.press('w');
  await page.getByRole('dialog').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.matches('[data-autofocus]'))).toBe(true);
});

test('whoever thought better of deleting what waits stands on what they pressed, and in the list when they did it', async () => {
  const page = await open({ connection: 'offline' });
  await page.keyboard.press('w');
  const last = page.getByRole('dialog').locator('li').last();
  await last.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await last.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect.poll(() => focused(page)).toBe('Delete');
});

test('"Open the e-mail" of one that came back opened the one that was chosen last', async () => {
  const page = await open({ mailsBack: true });
  for (const wanted of ['Invoice', 'Delivery']) {
    await page.keyboard.press('w');
    const place = wanted === 'Invoice' ? 1 : 0;
    await page.getByRole('dialog').getByRole('button', { name: 'Open the e-mail' }).nth(place).click();
    await expect.poll(() => subject(page).inputValue().catch(() => '')).toBe(wanted);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  }
});

test.each([false, true])('an address that was typed and not taken in yet was thrown away with the mail it is for (another mail is begun: %s)', async (mailsBack) => {
  const page = await open({ mailsBack });
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  if (mailsBack) await dialog.getByRole('combobox').first().selectOption({ label: 'New e-mail…' });
  await settled({ page });
  await dialog.getByRole('textbox', { name: 'To', exact: true }).or(dialog.getByRole('combobox', { name: 'To', exact: true })).focus();
  await page.keyboard.type('olga@home.example');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  await expect.poll(() => askedFor(page, 'newMail.save')).toMatchObject([{ recipients: { to: ['olga@home.example'] } }]);
});
