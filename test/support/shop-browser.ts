import { chromium, type Browser, type Page } from 'playwright-core';
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** A Chromium of this computer, without a window. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['ELECTRON_STAND_IN_CHROMIUM'] ?? places.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error('this test needs Chromium: install it, or name it in ELECTRON_STAND_IN_CHROMIUM');
  // Root has no sandbox of its own on Linux.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

/** What a visitor does with the widget, by what it says to them. */
export function widgetOn(page: Page) {
  const panel = page.getByRole('dialog', { name: /Чат с нами|Chat with us/ });
  const field = panel.getByRole('textbox', { name: /Введите сообщение|Write a message/ });
  return {
    panel,
    field,
    launcher: page.getByRole('button', { name: /Открыть чат|Open chat/ }),
    /** It may stand open already: so it does when it was open on the page before. */
    open: async () => {
      const launcher = page.getByRole('button', { name: /Открыть чат|Open chat/ });
      await launcher.or(panel).first().waitFor();
      if (await launcher.isVisible()) await launcher.click();
    },
    say: async (text: string) => {
      await field.fill(text);
      await field.press('Enter');
    },
    /** Texts of the bubbles from top to bottom. */
    lines: () => panel.locator('.bubble > span[dir]').allTextContents(),
  };
}
