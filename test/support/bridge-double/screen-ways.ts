import type { Page } from 'playwright-core';
import type { Say } from '../../../renderer/text/say';
import type { PlainKey } from '../../../renderer/text/translation';
import type { DoubleStart } from './start';

export type Hand = { readonly page: Page; readonly say: Say };
/** `alike`: made of what other screens show, with other words, names, sizes or fields: there for the eye. */
export type Screen = { readonly alike?: true; readonly own?: Partial<DoubleStart>; readonly show: (hand: Hand) => Promise<unknown> };

/** Everything that was asked is answered and drawn, and nothing moves any more but what moves for ever. */
export function settled({ page }: Pick<Hand, 'page'>): Promise<void> {
  return page.evaluate(async () => {
    const isMoving = (): boolean => document.getAnimations().some(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().iterations !== Infinity);
    for (let quiet = 0; quiet < 3; quiet = window.answering > 0 || isMoving() ? 0 : quiet + 1) await new Promise(requestAnimationFrame);
  });
}

export function keys(...chords: readonly string[]) {
  return async (hand: Hand): Promise<void> => {
    for (const chord of chords) {
      await hand.page.keyboard.press(chord.replace('mod', 'Control').replace('shift', 'Shift'));
      await settled(hand);
    }
  };
}

export function opened({ page }: Hand, conversation: string): Promise<void> {
  return page.locator(`[data-open="${conversation}"]`).waitFor();
}

export function click(page: Page, selector: string): Promise<void> {
  return page.locator(selector).first().click();
}

export function command(name: PlainKey) {
  return async (hand: Hand): Promise<void> => {
    await keys('mod+k')(hand);
    await hand.page.locator('input[name="search"]:focus').waitFor();
    await hand.page.keyboard.insertText(hand.say(name));
    await hand.page.locator('[data-found="command"]', { hasText: hand.say(name) }).first().click();
    await hand.page.locator('.mantine-Modal-content', { hasText: hand.say(name) }).first().waitFor();
  };
}

/** A button of what lies over the desk, or else of the desk. */
export async function press({ page, say }: Hand, text: PlainKey): Promise<void> {
  const over = page.locator('.mantine-Modal-content').last();
  const place = (await over.count()) > 0 ? over : page;
  await place.getByRole('button', { name: say(text) }).first().click();
}

/** A part of a dialog. */
export async function tab({ page, say }: Hand, text: PlainKey): Promise<void> {
  await page.getByRole('tab', { name: say(text), exact: true }).click();
}

/** One after the other, each when nothing moves any more. */
export function steps(...all: readonly ((hand: Hand) => Promise<unknown>)[]) {
  return async (hand: Hand): Promise<void> => {
    for (const step of all) {
      await step(hand);
      await settled(hand);
    }
  };
}

export function type(ru: string, en: string) {
  return ({ page, say }: Hand): Promise<void> => page.keyboard.type(say('view.all') === 'All' ? en : ru);
}
