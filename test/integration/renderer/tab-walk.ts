import type { CDPSession, Page } from 'playwright-core';

type Ground = { readonly page: Page; readonly cdp: CDPSession };

/** What a person without a mouse would stumble over; empty lists where nothing is. */
export type Walk = { readonly stops: number; readonly unnamed: readonly string[]; readonly unseen: readonly string[]; readonly missed: readonly string[] };

const longest = 250;

/** Presses Tab until the focus is where it was before. Everything that shows a hand to a mouse has to be reached, or to stand in a list that arrows lead through. */
export async function walkByTab({ page, cdp }: Ground, within: string): Promise<Walk> {
  const unnamed: string[] = [];
  const unseen: string[] = [];
  let stops = 0;
  for (; stops < longest; stops += 1) {
    if (stops > 0) await page.keyboard.press('Tab');
    const stop = await page.evaluate(visit);
    if (stop === 'again') break;
    if (stop === null) continue;
    if ((await nameOfFocus(cdp)) === '') unnamed.push(stop.what);
    if (!stop.isSeen) unseen.push(stop.what);
  }
  return { stops, unnamed, unseen, missed: await page.evaluate(missedIn, within) };
}

/** What a screen reader says of where the focus is. */
async function nameOfFocus(cdp: CDPSession): Promise<string> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'document.activeElement' });
  if (result.objectId === undefined) return '';
  const { nodes } = await cdp.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false });
  const name: unknown = nodes[0]?.name?.value;
  return typeof name === 'string' ? name.trim() : '';
}

/** In the page: marks where the focus is as visited, and tells whether it looks otherwise than without it. */
function visit(): 'again' | null | { readonly what: string; readonly isSeen: boolean } {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  if (element.dataset['walked'] !== undefined) return 'again';
  element.dataset['walked'] = '';
  const present = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
  const around = [element, element.parentElement, element.parentElement?.parentElement ?? null, present].filter((one) => one !== null);
  const look = (): string => around.map((one) => getComputedStyle(one)).map(({ outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor }) => [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join()).join(';');
  const isText = element.matches('textarea, input:not([type="checkbox"], [type="radio"]), [contenteditable="true"]');
  const isSeen = isText || (element.matches(':focus-visible') && getComputedStyle(element).outlineStyle !== 'none') || differs();
  return { what: `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 40)} ${element.className}`, isSeen };

  function differs(): boolean {
    if (!(element instanceof HTMLElement)) return false;
    for (const one of around) if (one instanceof HTMLElement) one.style.transition = 'none';
    const copy = look();
    element.blur();
    const without = look();
    element.focus({ preventScroll: true });
    return copy !== without;
  }
}

/** In the page: what shows a hand to a mouse and was not visited. Rows of lists, tabs and marked lines are led to by arrows and keys. */
function missedIn(within: string): string[] {
  const root = document.querySelector(within);
  if (root === null) return [];
  const hands = [...root.querySelectorAll<HTMLElement>('*')].filter((one) => getComputedStyle(one).cursor === 'pointer' && one.getClientRects().length > 0);
  const outermost = hands.filter((one) => one.parentElement === null || getComputedStyle(one.parentElement).cursor !== 'pointer');
  const isReached = (one: HTMLElement): boolean => one.closest('[data-walked], [role="listbox"], [role="option"], :disabled, label') !== null || one.querySelector('[data-walked]') !== null;
  return outermost.filter((one) => !isReached(one)).map((one) => `${one.tagName.toLowerCase()} ${one.getAttribute('aria-label') ?? one.textContent.slice(0, 40)}`);
}
