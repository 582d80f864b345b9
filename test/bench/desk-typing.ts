import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { percentile, rounded } from './figures';

const letters = 300;
/** A quick typist: 150 words a minute. */
const between = 80;

/**
 * Committed: from the moment at which the page hears of a letter until everything that this sets off at once is done, the framework's
 * commit included. Painted: from the key event's own time stamp until the next frame was made.
 */
const clock = `(() => {
  const soon = (work) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = work; port2.postMessage(null); };
  let pressed = 0;
  window.typed = { commits: [], paints: [] };
  document.addEventListener('keydown', (event) => { pressed = event.timeStamp; }, { capture: true });
  document.addEventListener('input', () => {
    const began = pressed;
    const heard = performance.now();
    soon(() => window.typed.commits.push(performance.now() - heard));
    requestAnimationFrame(() => soon(() => window.typed.paints.push(performance.now() - began)));
  }, { capture: true });
})()`;

const typed = z.object({ commits: z.array(z.number()).length(letters), paints: z.array(z.number()).length(letters) });

/** Types into the composer of the first of the person's own conversations. */
export async function timeTyping(window: Page): Promise<Record<string, number>> {
  await window.evaluate(clock);
  await window.keyboard.press('1');
  await window.locator('[data-list] [data-conversation]').first().click();
  await window.keyboard.press('r');
  await expect.poll(() => window.evaluate(`document.activeElement?.matches('textarea, [contenteditable]') === true`)).toBe(true);
  for (let letter = 0; letter < letters; letter += 1) {
    await window.keyboard.press(letter % 6 === 5 ? 'Space' : 'o');
    await window.waitForTimeout(between);
  }
  await window.waitForTimeout(500);
  const { commits, paints } = typed.parse(await window.evaluate('window.typed'));
  // The next run begins with an empty field again.
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.press('Delete');
  await window.keyboard.press('Escape');
  return { key_commit_p99_ms: rounded(percentile(commits, 0.99)), key_painted_p99_ms: rounded(percentile(paints, 0.99)) };
}
