import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchStandInApp, type Launched } from '../../support/stand-in-app/launch';

let launched: Launched;

beforeAll(async () => {
  launched = await launchStandInApp();
});
afterAll(() => launched.app.close());

/** Puts text into the mail frame and waits for it. */
async function showMail(html: string) {
  await launched.page.evaluate(async (text) => {
    const mail = document.querySelector('iframe') as HTMLIFrameElement;
    const loaded = new Promise((resolve) => mail.addEventListener('load', resolve, { once: true }));
    mail.srcdoc = text;
    await loaded;
  }, html);
  return launched.page.frameLocator('#mail');
}

describe('what a page of the stand-in may not do', () => {
  test('it does not navigate away when the app refuses', async () => {
    await launched.page.click('#away');
    await expect.poll(async () => (await launched.seen()).navigations).toEqual(['https://elsewhere.test/away']);
    expect(await launched.page.textContent('h1')).toBe('Ready');
  });

  test('it opens no window when the app refuses', async () => {
    await launched.page.click('#blank');
    expect(await launched.page.evaluate(() => window.open('https://elsewhere.test/script'))).toBeNull();
    await expect
      .poll(async () => (await launched.seen()).opened)
      .toEqual(['https://elsewhere.test/blank', 'https://elsewhere.test/script']);
    expect(launched.app.windows()).toHaveLength(1);
  });

  test('it gets only the permissions that the app grants', async () => {
    const states = await launched.page.evaluate(async () => {
      const names = ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'clipboard-write'];
      const asked = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
      return (await Promise.all(asked)).map(({ state }) => state);
    });
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied', 'granted']);
    await expect.poll(async () => (await launched.seen()).permissions).toContain('media');
  });

  test('it downloads nothing when the app refuses', async () => {
    await launched.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['content']));
      link.download = 'note.txt';
      link.click();
    });
    await expect.poll(async () => (await launched.seen()).downloads).toEqual(['note.txt']);
  });
});

describe('a letter in a sandboxed frame', () => {
  test('is shown, and its script does not run', async () => {
    const mail = await showMail('<p>letter</p><script>parent.postMessage("ran", "*"); document.body.remove()</script>');
    expect(await mail.locator('p').textContent()).toBe('letter');
  });

  test('loads nothing from outside', async () => {
    const before = (await launched.seen()).requested.length;
    const mail = await showMail('<p>picture</p><img src="https://elsewhere.test/pixel.png">');
    expect(await mail.locator('p').textContent()).toBe('picture');
    const width = await mail.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth);
    expect(width).toBe(0);
    expect((await launched.seen()).requested).toHaveLength(before);
  });

  test('loads pictures that the app serves', async () => {
    await showMail('<p>own picture</p><img src="/picture.png">');
    await expect.poll(async () => (await launched.seen()).requested).toContain('app://desk/picture.png');
  });

  test('does not navigate when the app refuses', async () => {
    const mail = await showMail('<a href="https://elsewhere.test/inside">inside</a>');
    await mail.locator('a').click();
    await expect.poll(async () => (await launched.seen()).frameNavigations).toEqual(['https://elsewhere.test/inside']);
    expect(await mail.locator('a').textContent()).toBe('inside');
  });

  test('has its links to new windows decided by the app', async () => {
    const mail = await showMail('<a target="_blank" href="https://elsewhere.test/from-letter">link</a>');
    await mail.locator('a').click();
    await expect.poll(async () => (await launched.seen()).opened).toContain('https://elsewhere.test/from-letter');
    await expect.poll(() => launched.app.windows().length).toBe(1);
  });
});
