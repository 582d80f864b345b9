import { expect, type Locator, type Page } from '@playwright/test';
import type { ConversationId } from '#kernel/id';
import { DeskPage } from '../e2e/stage/desk-page';

export type Mode = 'reply' | 'note';

/** How long a slow computer may take to show what a key asked for, in milliseconds. */
const patience = { timeout: 30_000 } as const;
/** Longer than a key needs on a slow machine, in milliseconds. */
const aStep = 2000;

/** An agent who has no mouse: everything by keys, and by what the screen says. */
export class ShiftAgent {
  readonly #desk: DeskPage;

  constructor(page: Page) {
    this.#desk = new DeskPage(page);
  }

  get #page(): Page {
    return this.#desk.page;
  }

  get composer(): Locator {
    return this.#desk.composer;
  }

  async online(): Promise<void> {
    await expect(this.#page.locator('[data-connection="online"]')).toBeVisible({ timeout: 120_000 });
  }

  async offline(): Promise<void> {
    await this.#desk.offline();
  }

  /** Opens the place after a start without the network. */
  async unlock(password: string): Promise<void> {
    const field = this.#page.locator('input[name="secret"]');
    await expect(field).toBeFocused(patience);
    await this.#page.keyboard.type(password);
    await this.#page.keyboard.press('Enter');
    await expect(this.#page.locator('[data-list]')).toBeVisible(patience);
  }

  /** Takes the open conversation out of the queue. */
  async take(conversation: ConversationId): Promise<void> {
    await this.goTo(conversation);
    await this.#page.keyboard.press('Shift+A');
    await expect(this.composer).toBeEnabled(patience);
  }

  /** To this conversation by one key a row. */
  async goTo(conversation: ConversationId): Promise<void> {
    await this.#toList();
    await this.#page.keyboard.press('6');
    await expect(this.#row(conversation)).toBeVisible(patience);
    for (let presses = 0; presses < 50; presses += 1) {
      const way = await this.#wayTo(conversation);
      if (way === null) break;
      await this.#page.keyboard.press(way.key);
      // What was just written takes its row to another place: the way that was right a moment ago may lead nowhere.
      await this.#page.locator(`main[data-open]:not([data-open="${way.from}"])`).waitFor({ timeout: aStep }).catch(() => undefined);
    }
    await expect(this.#page.locator(`main[data-open="${conversation}"]`)).toBeVisible(patience);
  }

  /** The composer of one mode, with the cursor behind what stands there; answers what that is. */
  async turnTo(mode: Mode): Promise<string> {
    await this.#toList();
    await this.#page.keyboard.press(mode === 'reply' ? 'r' : 'n');
    await expect(this.#page.locator(`[role="tab"][data-mode="${mode}"][aria-selected="true"]`)).toBeVisible(patience);
    await expect(this.composer).toBeFocused(patience);
    await this.#page.keyboard.press('Control+End');
    return this.standing();
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  async empty(): Promise<void> {
    await this.#page.keyboard.press('Control+A');
    await this.#page.keyboard.press('Delete');
  }

  pressSend(): Promise<void> {
    return this.#page.keyboard.press('Control+Enter');
  }

  /** What stands in the composer. */
  standing(): Promise<string> {
    return this.composer.evaluate((field) => ('value' in field ? String(field.value) : field.textContent));
  }

  async seesEmpty(): Promise<void> {
    await expect(this.composer).toHaveValue('', patience);
  }

  message(text: string): Locator {
    return this.#desk.message(text);
  }

  async seesMessage(text: string): Promise<void> {
    await expect(this.message(text)).toBeVisible(patience);
  }

  /** The list says that the draft is kept on this computer. */
  async seesDraft(conversation: ConversationId, text: string): Promise<void> {
    await expect(this.#row(conversation)).toContainText(text, patience);
  }

  /** How many things the list of what waits shows. */
  async countWaiting(): Promise<number> {
    await this.#toList();
    await this.#page.keyboard.press('w');
    const dialog = this.#page.getByRole('dialog');
    await expect(dialog.locator('[data-about]').first()).toBeVisible(patience);
    const count = await dialog.locator('[data-about]').count();
    await this.#page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0, patience);
    return count;
  }

  /** Nothing of this computer waits any more. */
  async allLeft(): Promise<void> {
    await expect(this.#page.locator('[data-connection="online"][data-tone="good"]')).toBeVisible({ timeout: 120_000 });
  }

  #row(conversation: ConversationId): Locator {
    return this.#page.locator(`[data-conversation="${conversation}"]`);
  }

  /** Inside of a text the letters are letters; Escape leads out of it. */
  async #toList(): Promise<void> {
    const field = this.#page.locator('textarea:focus, input:focus, [contenteditable]:focus');
    if ((await field.count()) > 0) await this.#page.keyboard.press('Escape');
    await expect(field).toHaveCount(0, patience);
  }

  #wayTo(conversation: ConversationId): Promise<{ readonly key: 'j' | 'k'; readonly from: string } | null> {
    return this.#page.evaluate((wanted) => {
      const rows = Array.from(document.querySelectorAll('[data-conversation]'), (row) => row.getAttribute('data-conversation') ?? '');
      const from = document.querySelector('main[data-open]')?.getAttribute('data-open') ?? '';
      return from === wanted ? null : { key: rows.indexOf(wanted) < rows.indexOf(from) ? 'k' : 'j', from };
    }, conversation);
  }
}
