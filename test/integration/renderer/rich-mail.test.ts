import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterEach(() => drawn.leave());
afterAll(() => drawn.close());

type Writing = { readonly page: Page; readonly composer: Locator; readonly complaints: string[] };

/** The composer of the double's mail, by keys alone. */
async function write(): Promise<Writing> {
  const page = await drawn.open({ language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false }, { width: 1280, height: 800 });
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.locator('[data-open="con_0"]').waitFor();
  await page.keyboard.press('j');
  await page.locator('[data-open="con_1"]').waitFor();
  await page.keyboard.press('r');
  const composer = page.locator('[data-composer="rich"]');
  await composer.and(page.locator(':focus')).waitFor();
  return { page, composer, complaints };
}

const sent = async (page: Page): Promise<unknown> => page.evaluate(() => window.asked.findLast(({ name }) => name === 'message.send')?.input);
const draft = async (page: Page): Promise<unknown> => page.evaluate(() => window.asked.findLast(({ name }) => name === 'draft.save')?.input);

/** As another program hands it over. */
function paste(composer: Locator, { text, html }: { readonly text: string; readonly html?: string }): Promise<void> {
  return composer.evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted.text);
    if (pasted.html !== undefined) clipboardData.setData('text/html', pasted.html);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, { text, html });
}

describe('a mail with its form', () => {
  it('is written by keys, kept with its marks, and shown and sent as it was written', async () => {
    const { page, composer, complaints } = await write();
    await page.keyboard.type('Dear ');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('Anna');
    await page.keyboard.press('Control+b');
    await page.keyboard.type(', 2*2*2:');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Shift+8');
    await page.keyboard.type('one');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+i');
    await page.keyboard.type('two');
    await page.keyboard.press('Control+i');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('see ');
    await page.keyboard.press('Control+Shift+k');
    await page.locator('input[name="link"]').fill('https://shop.example/a');
    await page.keyboard.press('Enter');
    await composer.and(page.locator(':focus')).waitFor();
    const text = 'Dear **Anna**, 2\\*2\\*2:\n- one\n- *two*\nsee [https://shop.example/a](https://shop.example/a)';
    await expect.poll(() => draft(page)).toMatchObject({ conversation: 'con_1', mode: 'reply', text });
    expect(await composer.locator('strong').textContent()).toBe('Anna');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => sent(page)).toMatchObject({ conversation: 'con_1', text, rich: true });
    await expect.poll(() => composer.textContent()).toBe('');
    await page.frameLocator('[data-kind="outbound"]:last-of-type iframe').last().locator('b').getByText('Anna').waitFor();
    expect(complaints).toEqual([]);
  });

  it('takes from another program its form and nothing that runs or loads, and of too much a file', async () => {
    const { page, composer } = await write();
    await paste(composer, { text: 'Bold and link', html: '<b style="font-weight:normal"><p style="color:red">A <strong>bold</strong> word</p></b><img src="https://track.example/x.png" onerror="window.pwned=1"><script>window.pwned=1</script><a href="javascript:alert(1)">bad</a> <a href="https://shop.example/">good</a>' });
    await expect.poll(() => draft(page)).toMatchObject({ text: 'A **bold** word\nbad [good](https://shop.example/)' });
    expect(await composer.locator('img, script, [style]').count()).toBe(0);
    // By the clock of the window, and without the way there.
    const took = await composer.evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'слово '.repeat(900_000));
      const began = performance.now();
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      return performance.now() - began;
    });
    expect(took).toBeLessThan(8_000);
    await page.getByText('text.txt').first().waitFor();
    expect(await page.evaluate(() => window.pwned)).toBeUndefined();
  });

  it('shows the open places of a macro, goes from one to the next, and does not leave before they are filled', async () => {
    const { page, composer } = await write();
    await paste(composer, { text: 'Order {order} on {date}' });
    await expect.poll(() => composer.locator('mark').allTextContents()).toEqual(['{order}', '{date}']);
    await page.keyboard.press('Control+Enter');
    expect(await sent(page)).toBeUndefined();
    await page.keyboard.press('Tab');
    await page.keyboard.type('А-1187');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Monday');
    await expect.poll(() => composer.locator('mark').count()).toBe(0);
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => sent(page)).toMatchObject({ text: 'Order А-1187 on Monday' });
  });

  it('loses no letter to a note that is written between, and forgets nothing of its form', async () => {
    const { page, composer } = await write();
    await page.keyboard.press('Control+b');
    await page.keyboard.type('Half');
    // The first one puts aside what is suggested, as it does above a plain text.
    await page.getByRole('button', { name: 'Close suggestions' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Close suggestions' }).waitFor({ state: 'detached' });
    await composer.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await page.locator('textarea[name="composer"]').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('for us');
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await composer.and(page.locator(':focus')).waitFor();
    expect(await composer.locator('strong').textContent()).toBe('Half');
    await page.keyboard.type(' more');
    await expect.poll(() => draft(page)).toMatchObject({ mode: 'reply', text: '**Half more**' });
  });

  it('that nobody asked for is written by keys with its form as well, and a link that is put in sends nothing', async () => {
    const { page, complaints } = await write();
    await page.locator('[data-list]').focus();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog');
    await dialog.locator('[data-composer="newMail"]').waitFor();
    await dialog.getByLabel('To', { exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('ivan@home.example,');
    await dialog.locator('input[name="subject"]').fill('Your order');
    await page.keyboard.press('Tab');
    const words = dialog.locator('[data-composer="newMail"]');
    await words.focus();
    await page.keyboard.press('Control+b');
    await page.keyboard.type('Come');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('/ {date}');
    const begun = (): Promise<unknown> => page.evaluate(() => window.asked.findLast(({ name }) => name === 'newMail.send')?.input);
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('Fill in 1 place').waitFor();
    expect(await begun()).toBeUndefined();
    await page.keyboard.press('Tab');
    await page.keyboard.type('today ');
    await page.keyboard.press('Control+Shift+k');
    await dialog.locator('input[name="link"]').fill('https://shop.example/a');
    await page.keyboard.press('Enter');
    await words.and(page.locator(':focus')).waitFor();
    expect(await begun()).toBeUndefined();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    await page.keyboard.press('c');
    await words.locator('strong').getByText('Come').waitFor();
    await words.and(page.locator(':focus')).waitFor();
    await dialog.getByLabel('Cc', { exact: true }).focus();
    await page.keyboard.type('olga@home.example');
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('olga@home.example').waitFor();
    expect(await begun()).toBeUndefined();
    await page.keyboard.press('Control+Enter');
    await expect.poll(begun).toMatchObject({ recipients: { to: ['ivan@home.example'], cc: ['olga@home.example'] }, subject: 'Your order', text: '**Come**/ today [https://shop.example/a](https://shop.example/a)' });
    await expect.poll(() => dialog.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('that nobody asked for takes in stored words, and the cursor goes on behind them', async () => {
    const { page, complaints } = await write();
    await page.locator('[data-list]').focus();
    await page.keyboard.press('c');
    const words = page.getByRole('dialog').locator('[data-composer="newMail"]');
    await words.focus();
    await page.keyboard.press('?');
    const knowledge = page.getByRole('dialog', { name: 'Knowledge' });
    await knowledge.locator('[data-article]').first().click();
    await knowledge.getByRole('button', { name: /^Insert/, disabled: false }).first().click();
    await words.and(page.locator(':focus')).waitFor();
    await page.keyboard.type(' So it is');
    await words.getByText('So it is').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('/');
    await page.getByRole('dialog').getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await words.getByText('{name}').waitFor();
    expect(complaints).toEqual([]);
  });

  it('gets the cursor with the call that came while its conversation opened, before any frame', async () => {
    const { page } = await write();
    await page.locator('[data-conversation="con_0"]').click();
    await page.locator('[data-open="con_0"]').waitFor();
    await page.evaluate(() => {
      document.addEventListener('focusin', ({ target }) => target instanceof HTMLElement && target.isContentEditable && document.body.setAttribute('data-heard', ''));
      window.requestAnimationFrame = () => 0;
      document.querySelector<HTMLElement>('[data-conversation="con_1"]')?.click();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', code: 'KeyR', bubbles: true, cancelable: true }));
    });
    await expect.poll(() => page.locator('body[data-heard]').count()).toBe(1);
  });

  it('tells in words that what a macro asks for waits until the answer before has left', async () => {
    const { page, composer } = await write();
    await page.keyboard.type('First');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => composer.textContent()).toBe('');
    await page.keyboard.press('/');
    await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Hand over');
    await page.getByRole('option').filter({ hasText: 'Hand over' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Possible once the answer before has left').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Do it' }).isDisabled()).toBe(true);
  });

  it('does what a macro without a text asks for at once, and nothing is sent', async () => {
    const { page, composer } = await write();
    await page.keyboard.press('/');
    await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Hand over');
    await page.getByRole('option').filter({ hasText: 'Hand over' }).waitFor();
    await page.keyboard.press('Enter');
    const acts = page.getByRole('list', { name: 'Done with the answer' }).getByRole('listitem');
    await expect.poll(() => acts.allTextContents()).toEqual(['tag “payment”', expect.stringContaining('assign to')]);
    await expect.poll(() => draft(page)).toMatchObject({ text: '', mail: { along: [{ do: 'tag', tag: 'payment' }, { do: 'assign', to: 'per_1' }] } });
    await composer.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Control+Enter');
    const asked = (name: string): Promise<unknown> => page.evaluate((wanted) => window.asked.find((one) => one.name === wanted)?.input, name);
    await expect.poll(() => asked('case.tag')).toMatchObject({ add: ['payment'], remove: [] });
    await expect.poll(() => asked('cases.act')).toMatchObject({ act: { do: 'assign', to: 'per_1' }, conversations: ['con_1'] });
    await expect.poll(() => acts.count()).toBe(0);
    expect(await sent(page)).toBeUndefined();
  });
});
