import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DoubleStart } from '../../support/bridge-double/start';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';
import { PressedKeys, type Layout } from './pressed-keys';

const start: DoubleStart = { language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false };
let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterEach(() => drawn.leave());
afterAll(() => drawn.close());

async function open(own: Partial<DoubleStart> = {}): Promise<Page> {
  const page = await drawn.open({ ...start, ...own }, { width: 1280, height: 800 });
  page.setDefaultTimeout(8_000);
  await page.locator('[data-open="con_0"]').waitFor();
  return page;
}

/** The composer of the double's mail. */
async function writeMail(page: Page): Promise<Locator> {
  await page.locator('[data-list]').focus();
  await page.keyboard.press('j');
  await page.locator('[data-open="con_1"]').waitFor();
  await page.keyboard.press('r');
  const field = page.locator('[data-composer="rich"]');
  await field.and(page.locator(':focus')).waitFor();
  return field;
}

const pressing = async (page: Page, layout: Layout): Promise<PressedKeys> => new PressedKeys(await page.context().newCDPSession(page), layout);
const asked = (page: Page, name: string): Promise<unknown[]> => page.evaluate((wanted) => window.asked.filter((one) => one.name === wanted).map(({ input }) => input), name);
const keysKept = async (page: Page): Promise<unknown> => (await asked(page, 'preferences.save')).at(-1);
const row = (page: Page, command: string): Locator => page.locator(`li[data-command="${command}"]`);

/** The list of keys is there, and has given the cursor to its field. */
const listed = (page: Page): Promise<void> => page.getByRole('dialog').getByRole('textbox', { name: 'Find an action' }).and(page.locator(':focus')).waitFor();

/** The pencil of a command in the list of keys, by keyboard. */
async function change(page: Page, command: string): Promise<Locator> {
  await row(page, command).getByRole('button', { name: /^Change the key/ }).press('Enter');
  await row(page, command).getByRole('button', { name: /Press a key/ }).and(page.locator(':focus')).waitFor();
  return row(page, command).getByRole('status');
}

/** With it the editor hears of what was selected. */
const nextFrame = (): Promise<unknown> => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));

describe('keys of the composer', () => {
  it.each(['english', 'russian'] as const)('are changed in the list of keys and act as they were changed, and the old ones no longer, in the %s layout', async (layout) => {
    const page = await open();
    const keys = await pressing(page, layout);
    await page.locator('[data-list]').focus();
    await keys.press('Shift+Slash');
    await listed(page);
    await change(page, 'bold');
    await keys.press('Control+KeyD');
    await expect.poll(() => keysKept(page)).toEqual({ keys: { bold: 'mod+d' } });
    await change(page, 'send');
    await keys.press('Control+KeyS');
    await expect.poll(() => keysKept(page)).toEqual({ keys: { bold: 'mod+d', send: 'mod+s' } });
    expect(await row(page, 'send').locator('kbd').allTextContents()).toEqual(['Ctrl', 'S']);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    const field = await writeMail(page);
    await page.keyboard.type('Good day');
    await page.keyboard.press('Shift+Home');
    await page.evaluate(nextFrame);
    await keys.press('Control+KeyB');
    expect(await field.locator('strong, b').count()).toBe(0);
    await keys.press('Control+KeyD');
    await expect.poll(() => field.locator('strong').allTextContents()).toEqual(['Good day']);
    await keys.press('Control+Enter');
    await keys.press('Control+KeyS');
    await expect.poll(() => asked(page, 'message.send')).toMatchObject([{ conversation: 'con_1', text: '**Good day**', rich: true }]);
  });

  it('and keys of the desk are told of each other, whichever is changed, and one that has to stay a letter is refused in words', async () => {
    const page = await open();
    await page.keyboard.press('?');
    await listed(page);
    const said = await change(page, 'bold');
    for (const [key, words] of [['d', 'without Ctrl or ⌘ it would be a letter'], ['/', 'without Ctrl or ⌘ it would be a letter'], ['Alt+d', 'Alt cannot be used'], ['Control+Alt+d', 'Alt cannot be used'], ['Control+v', 'The system or the text itself needs this one'], ['Enter', 'Enter and Esc always do the same'], ['Control+k', 'This key is taken: “Commands and search”'], ['Control+1', 'This key is taken: “Insert the first suggestion”']] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => said.textContent(), { message: key }).toContain(words);
    }
    expect(await keysKept(page)).toBeUndefined();
    await page.keyboard.press('Escape');

    const taken = await change(page, 'takeNext');
    await page.keyboard.press('Control+b');
    await expect.poll(() => taken.textContent()).toContain('This key is taken: “Bold”');
    await row(page, 'takeNext').getByRole('button', { name: 'Use it all the same' }).press('Enter');
    await expect.poll(() => keysKept(page)).toEqual({ keys: { takeNext: 'mod+b', bold: '' } });
    await row(page, 'bold').getByText('none').waitFor();

    const letter = await change(page, 'suggest1');
    await page.keyboard.press('q');
    await expect.poll(() => letter.textContent()).toContain('it would be a letter');
    await page.keyboard.press('Escape');
    const fixed = page.getByRole('listitem').filter({ hasText: 'Next place to fill in' });
    await fixed.getByRole('img', { name: 'This key stays as it is' }).waitFor();
    expect(await fixed.getByRole('button').count()).toBe(0);
  });

  it('were refused below the edge of the list, where nobody saw why', async () => {
    const page = await open();
    await page.keyboard.press('?');
    await listed(page);
    const list = page.locator('[role="dialog"]', { has: page.locator('[data-command="bold"]') });
    await row(page, 'bold').getByRole('button', { name: /^Change the key/ }).evaluate((pencil) => pencil.scrollIntoView({ block: 'end' }));
    const said = await change(page, 'bold');
    await page.keyboard.press('d');
    await expect.poll(() => said.textContent()).toContain('it would be a letter');
    const lowest = await said.evaluate((words) => words.getBoundingClientRect().bottom);
    expect(lowest).toBeLessThanOrEqual(await list.evaluate((dialog) => dialog.getBoundingClientRect().bottom));
  });

  it('stand as they are now on the buttons, in the tooltips and when somebody is shown around', async () => {
    const page = await open({ tour: true, set: { keys: { send: 'mod+s', bold: 'mod+d', italic: '', takeBack: 'mod+e', search: 'q' } } });
    const tour = page.locator('[data-tour]');
    await tour.waitFor();
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowRight');
    await page.locator('[data-tour="composer"]').waitFor();
    expect(await tour.getByRole('listitem').evaluateAll((rows) => rows.map((one) => [...one.querySelectorAll('kbd')].map((key) => key.textContent).join(' ')))).toEqual(['Ctrl S', '/', '?', 'Ctrl E']);
    await page.keyboard.press('Escape');
    await tour.waitFor({ state: 'detached' });
    await writeMail(page);
    expect(await page.getByRole('button', { name: 'Send', exact: true }).locator('kbd').allTextContents()).toEqual(['Ctrl', 'S']);
    const told = (name: string): Promise<(string | null)[]> => page.getByRole('button', { name, exact: true }).evaluate((button) => [button.getAttribute('title'), button.getAttribute('aria-keyshortcuts')]);
    expect(await told('Bold')).toEqual(['Bold (Ctrl+D)', 'Control+D']);
    expect(await told('Italic')).toEqual(['Italic', null]);
    expect(await told('Link')).toEqual(['Link (Ctrl+Shift+K)', 'Control+Shift+K']);
  });

  it.each(['english', 'russian'] as const)('in a chat and a note, with files, colleagues and suggestions, are the person’s own in the %s layout', async (layout) => {
    const page = await open({ set: { keys: { send: 'mod+d', sendResolve: 'mod+enter', macroOrMention: 'mod+e', suggest1: 'mod+s', attach: '' } } });
    const keys = await pressing(page, layout);
    await page.keyboard.press('r');
    const field = page.locator('textarea[name="composer"]');
    await field.and(page.locator(':focus')).waitFor();
    await page.getByRole('region', { name: 'Suggested replies' }).waitFor();
    await keys.press('Control+Digit1');
    await keys.press('Control+KeyU');
    expect(await field.inputValue()).toBe('');
    await keys.press('Control+KeyS');
    await expect.poll(() => field.inputValue()).toContain('The courier brings');
    await keys.press('Control+Shift+Enter');
    expect(await asked(page, 'message.send')).toEqual([]);
    await keys.press('Control+KeyD');
    await expect.poll(() => asked(page, 'message.send')).toMatchObject([{ conversation: 'con_0' }]);
    expect(await asked(page, 'attachment.choose')).toEqual([]);
    await page.getByRole('tab', { name: 'Note' }).click();
    await page.locator('[data-list]').focus();
    await keys.press('KeyN');
    await field.and(page.locator(':focus')).waitFor();
    await keys.press('Control+KeyM');
    await keys.press('KeyX');
    expect(await field.inputValue()).toBe(layout === 'english' ? 'x' : 'ч');
    await keys.press('Control+KeyE');
    await page.getByRole('combobox', { name: 'Mention somebody' }).waitFor();
  });

  it('send what stands in a remark, a note on a card and a new mail as well', async () => {
    const page = await open({ supervisor: true, set: { keys: { send: 'mod+d' } } });
    await page.keyboard.press('m');
    const remark = page.locator('textarea[name="remark"]');
    await remark.fill('Well done');
    await remark.press('Control+Enter');
    await remark.press('Control+d');
    await expect.poll(() => asked(page, 'remark.add')).toMatchObject([{ text: 'Well done' }]);
    await remark.press('Escape');

    await page.getByRole('button', { name: 'Note on the customer' }).click();
    const note = page.getByLabel('What colleagues should know of this customer');
    await note.fill('Calls at noon');
    await note.press('Control+Enter');
    await note.press('Control+d');
    await expect.poll(() => asked(page, 'customerNote.add')).toMatchObject([{ text: 'Calls at noon' }]);

    await page.locator('[data-list]').focus();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog');
    await dialog.locator('[data-composer="newMail"]').waitFor();
    await dialog.getByLabel('To', { exact: true }).focus();
    await page.keyboard.type('ivan@home.example,');
    await dialog.locator('input[name="subject"]').fill('Your order');
    await dialog.locator('[data-composer="newMail"]').focus();
    await page.keyboard.type('Come');
    await page.keyboard.press('Control+Enter');
    await dialog.locator('input[name="subject"]').press('Control+Enter');
    const copy = dialog.getByLabel('Cc', { exact: true });
    await copy.focus();
    await page.keyboard.type('olga@home.example');
    await copy.press('Control+d');
    await dialog.getByText('olga@home.example').waitFor();
    expect(await asked(page, 'newMail.send')).toEqual([]);
    await copy.press('Control+d');
    await expect.poll(() => asked(page, 'newMail.send')).toMatchObject([{ recipients: { to: ['ivan@home.example'], cc: ['olga@home.example'] }, subject: 'Your order', text: 'Come' }]);
  });

  it.each([['Control+Enter', {}], ['Control+i', { send: 'mod+i', italic: '' }]] as const)('did not send a new mail from its text, which took %s for its own', async (key, own) => {
    const page = await open({ set: { keys: own } });
    await page.locator('[data-list]').focus();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog');
    const text = dialog.locator('[data-composer="newMail"]');
    await text.waitFor();
    await dialog.getByLabel('To', { exact: true }).focus();
    await page.keyboard.type('ivan@home.example,');
    await dialog.locator('input[name="subject"]').fill('Your order');
    await text.focus();
    await page.keyboard.type('Come');
    await page.keyboard.press(key);
    await expect.poll(() => asked(page, 'newMail.send')).toMatchObject([{ subject: 'Your order', text: 'Come' }]);
  });

  it.each([['Control+b', 'mod+b', 'bold'], ['Control+Enter', 'mod+enter', 'send']] as const)('that were given to the desk, as %s, were kept by the text of a mail', async (key, chord, before) => {
    const page = await open({ set: { keys: { help: chord, [before]: '' } } });
    const field = await writeMail(page);
    await page.keyboard.type('Good day');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press(key);
    await listed(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await field.locator('p').evaluateAll((lines) => lines.map((line) => line.innerHTML))).toEqual(['Good day']);
  });

  it('that nobody has leave the text of a mail as it is', async () => {
    const page = await open({ set: { keys: { bold: '', send: '', takeNext: '' } } });
    const field = await writeMail(page);
    await page.keyboard.type('Good day');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('!');
    await expect.poll(() => field.locator('p').evaluateAll((lines) => lines.map((line) => line.innerHTML))).toEqual(['Good day!']);
  });

  it.each(['english', 'russian'] as const)('make a numbered list in the %s layout', async (layout) => {
    const page = await open();
    const keys = await pressing(page, layout);
    const field = await writeMail(page);
    await page.keyboard.type('Good day');
    await keys.press('Control+Shift+Digit7');
    await expect.poll(() => field.locator('ol li').allTextContents()).toEqual(['Good day']);
  });
});
