import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { settled } from '../../support/bridge-double/screen-ways';
import type { DoubleStart } from '../../support/bridge-double/start';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';
import { mailVectors } from './mail-vectors';
import { countLoads, newest, openMail, remains, setMail } from './shown-mail';

const start: DoubleStart = { language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false };
const size = { width: 1280, height: 800 };
let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterEach(() => drawn.leave());
afterAll(() => drawn.close());

type Watched = { readonly page: Page; readonly complaints: string[]; readonly requests: string[] };

async function open(own: Partial<DoubleStart>): Promise<Watched> {
  const page = await drawn.open({ ...start, ...own }, size);
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.locator('[data-conversation]').first().waitFor();
  return { page, complaints, requests };
}

const asked = (page: Page): Promise<{ name: string; input: unknown }[]> => page.evaluate(() => window.asked);
const lastDraft = async (page: Page): Promise<{ name: string; input: unknown } | undefined> => (await asked(page)).findLast(({ name }) => name === 'draft.save');

/** The desk begins with the first conversation open. */
function openedFirst(page: Page): Promise<void> {
  return page.locator('[data-open="con_0"]').waitFor();
}

describe('a formatted mail', () => {
  it('runs nothing, loads nothing and covers nothing, whatever it holds', async () => {
    const { page, requests } = await open({});
    const frame = await openMail(page, '<p>harmless</p>');
    await page.locator(`${newest} iframe`).evaluate(countLoads);
    for (const [index, vector] of mailVectors.entries()) {
      await setMail(page, `${vector}<p>mail ${index}</p>`);
      await page.locator(`${newest} iframe[data-loads="${index + 1}"]`).waitFor();
      const left = await frame.locator('body').evaluate(remains);
      expect(left.elements, vector).not.toMatch(/SCRIPT|STYLE|FRAME|OBJECT|EMBED|FORM|INPUT|META|LINK|BASE|SVG|MATH|VIDEO|AUDIO|TEMPLATE/i);
      for (const name of left.attributes) expect(name, vector).not.toMatch(/^on|^(?:href|srcset|background|id|name|action)$/);
      expect(left.styles, vector).not.toMatch(/url|position|expression|behavior/);
      expect(left.sources.join(), vector).toBe('');
      for (const link of left.links) expect(link, vector).toMatch(/^https:/);
    }
    expect(await page.evaluate(() => window.pwned)).toBeUndefined();
    expect(requests.filter((url) => !url.startsWith('http://127.0.0.1'))).toEqual([]);
  });

  it('keeps its looks and says how many images it holds back', async () => {
    const { page, complaints } = await open({});
    const frame = await openMail(page, '<p style="color: rgb(10, 20, 30); text-align: center">Hi</p><img src="https://track.example/1.gif"><img src="https://track.example/2.gif" alt="Two">');
    const look = await frame.locator('p').evaluate((element) => getComputedStyle(element).color + getComputedStyle(element).textAlign);
    expect(look).toBe('rgb(10, 20, 30)center');
    await page.locator(newest).getByText('2 remote images are held back').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows them on request through the desk alone, of this mail only, and never one that is there to count its readers', async () => {
    const { page, requests, complaints } = await open({});
    const frame = await openMail(page, '<img data-held-src="https://shop.example/a.png" alt="A"><img data-held-src="https://shop.example/dot.gif" width="1" height="1"><p>Hi</p>');
    await page.locator(newest).getByRole('button', { name: 'Show', exact: true }).press('Enter');
    await frame.locator('img').waitFor();
    expect((await frame.locator('body').evaluate(remains)).sources).toEqual([expect.stringMatching(/^data:image\/png;base64,/)]);
    expect((await asked(page)).filter(({ name }) => name === 'mail.picture')).toEqual([{ name: 'mail.picture', input: { message: 'msg_1-4', address: 'https://shop.example/a.png' } }]);
    await page.locator(newest).getByText('1 remote image is held back').waitFor();
    expect([requests.filter((url) => !/^(?:http:\/\/127\.0\.0\.1|data:)/.test(url)), complaints]).toEqual([[], []]);
  });

  it('says without a network why they are not there', async () => {
    const { page } = await open({ connection: 'offline' });
    await openMail(page, '<img data-held-src="https://shop.example/a.png" alt="A">');
    await page.locator(newest).getByRole('button', { name: 'Show', exact: true }).click();
    await page.locator(`${newest} [data-pictures="offline"]`).getByText('There is no connection to the server now.').waitFor();
  });

  it('asks the desk to open a link, with the host in its true letters', async () => {
    const { page } = await open({});
    const frame = await openMail(page, '<a href="https://аррӏе.com/pay">apple.com</a>');
    await frame.locator('[data-link]').click();
    await expect.poll(() => asked(page)).toContainEqual({ name: 'link.open', input: { url: 'https://xn--80ak6aa92e.com/pay' } });
  });
});

describe('the desk window under its content policy', () => {
  it('draws every screen without a complaint of the browser', async () => {
    const { page, complaints } = await open({ notices: true });
    for (const key of ['j', 'j', 'k', 'n', 'Escape', '2', 'j', 'a', 'Escape', '?', 'Escape', '4', 'j', 'Control+k', 'Escape', '/', 'Escape', '1']) {
      await page.keyboard.press(key);
      await settled({ page });
    }
    expect(complaints).toEqual([]);
  });

  it('works by keys alone: next, reply, send and resolve, take', async () => {
    const { page } = await open({});
    await openedFirst(page);
    await page.keyboard.press('j');
    await page.locator('[data-open="con_1"]').waitFor();
    await page.keyboard.press('k');
    await openedFirst(page);
    await page.keyboard.press('r');
    await page.locator('textarea[name="composer"]').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('On its way');
    await page.keyboard.press('Control+Shift+Enter');
    await page.locator('[data-open="con_0"]').waitFor({ state: 'detached' });
    await expect.poll(() => asked(page)).toContainEqual({ name: 'message.send', input: { conversation: 'con_0', text: 'On its way', isDraft: true, seen: null, along: [{ do: 'resolve' }] } });
    await page.keyboard.press('r');
    await page.keyboard.press('Control+j');
    await page.locator('[data-open="con_3"]').waitFor();
    await expect.poll(async () => (await asked(page)).map(({ name }) => name)).toContain('conversation.take');
    // The next letters are its answer, and no keys of the desk.
    await page.locator('[data-open="con_3"] [data-composer], [data-open="con_3"] textarea[name="composer"]').and(page.locator(':focus')).waitFor();
  });

  it('tells how the connection stands, whichever part of the window asked first', async () => {
    const { page } = await open({});
    await page.locator('[data-connection="online"]').waitFor();
  });

  it('keeps a draft as it is written, and gives it up with the answer', async () => {
    const { page } = await open({});
    await openedFirst(page);
    await page.keyboard.press('r');
    await page.locator('textarea[name="composer"]').fill('Half a thought');
    await expect.poll(() => lastDraft(page)).toEqual({ name: 'draft.save', input: { conversation: 'con_0', mode: 'reply', text: 'Half a thought', seen: 'msg_0-63' } });
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => lastDraft(page)).toEqual({ name: 'draft.save', input: { conversation: 'con_0', mode: 'reply', text: '' } });
    await page.getByText('Half a thought').waitFor();
  });

  it('keeps the draft until the desk has the answer, however long that takes: a desk that dies meanwhile loses neither', async () => {
    const { page } = await open({});
    await openedFirst(page);
    await page.keyboard.press('r');
    await page.locator('textarea[name="composer"]').fill('A whole thought');
    await expect.poll(() => lastDraft(page)).toEqual({ name: 'draft.save', input: { conversation: 'con_0', mode: 'reply', text: 'A whole thought', seen: 'msg_0-63' } });
    await page.evaluate(() => {
      window.isSlow = true;
    });
    const said = async (): Promise<string[]> => (await asked(page)).map(({ name }) => name).filter((name) => name === 'message.send' || name === 'draft.save');
    await page.keyboard.press('Control+Enter');
    await expect.poll(said).toContain('message.send');
    await page.waitForTimeout(800);
    expect(await said()).toEqual(['draft.save', 'message.send']);
    await page.evaluate(() => {
      window.isSlow = false;
    });
    await expect.poll(() => lastDraft(page)).toEqual({ name: 'draft.save', input: { conversation: 'con_0', mode: 'reply', text: '' } });
  });

  it('hands a draft that the desk could not keep over again until it can, and shows it meanwhile to who comes back to it', async () => {
    const { page } = await open({});
    await openedFirst(page);
    await page.evaluate(() => void (window.deskGone = true));
    await page.keyboard.press('r');
    await page.locator('textarea[name="composer"]').fill('A thought on a full disk');
    await expect.poll(async () => (await lastDraft(page))?.name).toBe('draft.save');
    // The first one puts aside what is suggested.
    const close = page.getByRole('button', { name: 'Close suggestions' });
    await close.waitFor();
    await page.keyboard.press('Escape');
    await close.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.locator('[data-open="con_1"]').waitFor();
    await page.keyboard.press('k');
    await page.locator('[data-open="con_0"]').waitFor();
    await expect.poll(() => page.locator('textarea[name="composer"]').inputValue()).toBe('A thought on a full disk');
    // What was asked before is refused: whatever is kept is asked for after this.
    const before = await page.evaluate(async () => {
      while (window.answering > 0) await new Promise(requestAnimationFrame);
      window.deskGone = false;
      return window.asked.length;
    });
    const kept = { name: 'draft.save', input: { conversation: 'con_0', mode: 'reply', text: 'A thought on a full disk', seen: 'msg_0-63' } };
    await expect.poll(async () => (await asked(page)).slice(before)).toContainEqual(kept);
  });

  it('stays at the newest message, and does not pull a reader away from an older one', async () => {
    const { page } = await open({});
    await openedFirst(page);
    const scroller = page.locator('[data-messages]');
    await page.getByText('can it go to a pick-up point', { exact: false }).last().waitFor();
    const fromEnd = (): Promise<number> => scroller.evaluate(({ lastElementChild, clientHeight }) => (lastElementChild?.getBoundingClientRect().bottom ?? Infinity) - (lastElementChild?.parentElement?.getBoundingClientRect().top ?? 0) - clientHeight);
    await expect.poll(fromEnd).toBeLessThan(4);
    await page.keyboard.press('r');
    await page.keyboard.type('One more line');
    await page.keyboard.press('Control+Enter');
    await page.getByText('One more line').waitFor();
    await expect.poll(fromEnd).toBeLessThan(4);
    await scroller.hover();
    await page.mouse.wheel(0, -400);
    await page.getByRole('button', { name: 'To the newest message' }).click();
    await expect.poll(fromEnd).toBeLessThan(4);
  });

  it('brings the cursor into the conversation that is being opened, not into the one that leaves', async () => {
    const { page } = await open({});
    await openedFirst(page);
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-conversation="con_5"]')?.click();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', code: 'KeyR', bubbles: true, cancelable: true }));
    });
    await page.locator('[data-open="con_5"]').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('textarea[name="composer"], [data-composer="rich"]'))).toBe(true);
    await page.keyboard.type('For the one that was opened');
    await expect.poll(async () => JSON.stringify((await lastDraft(page))?.input)).toMatch(/"con_5".*For the one that was opened"/);
  });

  it('does not put what was begun about one customer on the card of the next', async () => {
    const { page } = await open({});
    await openedFirst(page);
    const note = page.getByLabel('What colleagues should know of this customer');
    await page.getByRole('button', { name: 'Note on the customer' }).click();
    await note.fill('Calls after six');
    await page.locator('[data-conversation="con_1"]').click();
    await expect.poll(() => note.count()).toBe(0);
  });

  it('asks the next person nothing that the one before was asked', async () => {
    const { page } = await open({ asksOutcome: true, notices: true });
    await openedFirst(page);
    await page.getByRole('alert').filter({ hasText: 'Timothy Gale' }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('dialog').waitFor();
    await page.evaluate((next) => window.startAgain(next), start);
    await openedFirst(page);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('alert').filter({ hasText: 'Timothy Gale' }).count()).toBe(0);
    await page.keyboard.press('Shift+L');
    await page.getByRole('dialog').waitFor();
    await page.evaluate((next) => window.startAgain(next), start);
    await openedFirst(page);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('speaks the other language at once', async () => {
    const { page } = await open({});
    await page.getByRole('button', { name: 'Profile and settings' }).click();
    await page.getByRole('menuitemradio', { name: 'Русский' }).click();
    await page.getByRole('heading', { name: 'Мои' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('ru');
  });
});

describe('notices', () => {
  it('cover no item of the person’s menu, and are dark enough to be read in light', async () => {
    const { page } = await open({ notices: true });
    await page.getByRole('button', { name: 'Profile and settings' }).click();
    for (const name of ['Lock', 'Sign-in and devices', 'Sign out']) await page.getByRole('menuitem', { name }).click({ trial: true });
    const [red = 255, green = 255, blue = 255] = await page.locator('.mantine-Notification-description').first().evaluate((element) => getComputedStyle(element).color.match(/\d+/g)?.map(Number) ?? []);
    // At most #767676 is 4.5 : 1 on white.
    expect(Math.max(red, green, blue)).toBeLessThan(0x76);
  });
});
