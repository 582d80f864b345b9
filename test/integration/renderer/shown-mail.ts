import type { FrameLocator, Page } from 'playwright-core';

/** The newest mail of the double's second conversation: older ones need not be drawn. */
export const newest = '[data-message="msg_1-4"]';

/** Opens the newest mail of the double with this HTML, in its formatted view. */
export async function openMail(page: Page, html: string): Promise<FrameLocator> {
  await setMail(page, html);
  await page.locator('[data-conversation="con_1"]').click();
  await page.locator(`${newest} [aria-pressed="false"]`).click();
  const frame = page.frameLocator(`${newest} iframe`);
  await frame.locator('body > *').first().waitFor({ state: 'attached' });
  return frame;
}

export async function setMail(page: Page, html: string): Promise<void> {
  await page.evaluate((mail) => {
    window.setMail(mail);
  }, html);
}

type Remains = { readonly elements: string; readonly attributes: string[]; readonly styles: string; readonly sources: string[]; readonly links: string[] };

/** What of a mail stands in its frame. */
export function remains(body: HTMLElement): Remains {
  const all = [...body.querySelectorAll('*')];
  return {
    elements: all.map((element) => element.nodeName).join(' '),
    attributes: all.flatMap((element) => element.getAttributeNames()),
    styles: all.map((element) => element.getAttribute('style') ?? '').join(';'),
    sources: all.flatMap((element) => (element.hasAttribute('src') ? [element.getAttribute('src') ?? ''] : [])),
    links: all.flatMap((element) => (element.hasAttribute('data-link') ? [element.getAttribute('data-link') ?? ''] : [])),
  };
}

/** Each mail is put into a page of its own. */
export function countLoads(frame: HTMLElement | SVGElement): void {
  frame.addEventListener('load', () => frame.setAttribute('data-loads', String(Number(frame.getAttribute('data-loads')) + 1)));
}
