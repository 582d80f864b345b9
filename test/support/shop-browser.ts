import { chromium, type Browser, type Page } from 'playwright-core';
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** A Chromium of this computer; the tests that need one say so by name where it is missing. */
export function chromiumPath(): string | null {
  return process.env['ELECTRON_STAND_IN_CHROMIUM'] ?? places.find((place) => existsSync(place)) ?? null;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath() ?? '', args: ['--no-sandbox'] });
}

/** What a visitor does with the widget, by what it says to them. */
export function widgetOn(page: Page) {
  const panel = page.getByRole('dialog', { name: /Чат с нами|Chat with us/ });
  const field = panel.getByRole('textbox', { name: /Введите сообщение|Write a message/ });
  return {
    panel,
    field,
    launcher: page.getByRole('button', { name: /Открыть чат|Open chat/ }),
    open: () => page.getByRole('button', { name: /Открыть чат|Open chat/ }).click(),
    say: async (text: string) => {
      await field.fill(text);
      await field.press('Enter');
    },
    /** Texts of the bubbles from top to bottom. */
    lines: () => panel.locator('.bubble > span[dir]').allTextContents(),
  };
}
