import { expect, type Locator, type Page } from '@playwright/test';

/** The desk as an agent handles it: by keyboard where there is a key, and by what the screen says. */
export class DeskPage {
  constructor(readonly page: Page) {}

  /** Waits until the window shows that it is connected. */
  async online(): Promise<void> {
    await expect(this.page.locator('[data-connection="online"]')).toBeVisible({ timeout: 60_000 });
  }

  async offline(): Promise<void> {
    await expect(this.page.locator('[data-connection="offline"]')).toBeVisible({ timeout: 60_000 });
  }

  /** Opens a place that is locked. */
  async unlock(secret: string): Promise<void> {
    await this.page.locator('input[name="secret"]').fill(secret);
    await this.page.keyboard.press('Enter');
    await expect(this.page.locator('[data-locked]')).toHaveCount(0);
  }

  async view(name: 'mine' | 'queue' | 'all' | 'closed' | 'spam'): Promise<void> {
    await this.page.locator(`button[data-view="${name}"]`).click();
  }

  /** The list row that shows this text. */
  row(text: string): Locator {
    return this.page.locator('[role="option"][data-conversation]').filter({ hasText: text });
  }

  /** The list row of the only chat, whatever was said last. */
  get chatRow(): Locator {
    return this.page.locator('[role="option"][data-conversation]').filter({ has: this.page.getByRole('img', { name: 'Чат' }) });
  }

  /** Messages of the open conversation, by kind. */
  messages(kind: 'inbound' | 'outbound' | 'note'): Locator {
    return this.page.locator(`article[data-kind="${kind}"]`);
  }

  message(text: string): Locator {
    return this.page.locator('article[data-message]').filter({ hasText: text });
  }

  /** Until it is read, the one before stands there. */
  async open(row: string | Locator): Promise<void> {
    const wanted = typeof row === 'string' ? this.row(row) : row;
    const conversation = await wanted.getAttribute('data-conversation');
    await wanted.click();
    await expect(this.page.locator(`main[data-open="${conversation}"]`)).toBeVisible();
  }

  /** Takes the open conversation and waits for the server's word. */
  async take(): Promise<void> {
    await this.page.keyboard.press('Shift+A');
    await expect(this.composer).toBeEnabled();
  }

  /** Of a chat and of notes a plain field; of a mail one whose text has a form. */
  get composer(): Locator {
    return this.page.locator('textarea[name="composer"], [data-composer="rich"]');
  }

  async answer(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Control+Enter');
    await expect(this.message(text)).toBeVisible();
  }

  /** For colleagues, by keyboard. */
  async note(text: string): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('n');
    await expect(this.page.locator('[role="tab"][data-mode="note"][aria-selected="true"]')).toBeVisible();
    await this.composer.fill(text);
    await this.composer.press('Control+Enter');
    await expect(this.messages('note')).toContainText(text);
  }

  /** Over an answer of the open conversation its server may have died: then the agent is asked, and knows here what the customer has. */
  async endDoubt(text: string, hasArrived: () => boolean): Promise<void> {
    const settled = this.message(text).locator('[data-state="sent"], [data-state="doubt"]');
    await expect(settled).toBeVisible({ timeout: 60_000 });
    if ((await settled.getAttribute('data-state')) === 'sent') return;
    await this.message(text).getByRole('button', { name: hasArrived() ? 'Оставить как есть' : 'Отправить ещё раз' }).press('Enter');
    await expect.poll(hasArrived, { timeout: 40_000 }).toBe(true);
  }
}

/** Types by keyboard once the focus has come to the field by itself: letters outside of the layout go where the cursor was last. */
export async function typeInto(field: Locator, text: string): Promise<void> {
  await expect(field).toBeFocused();
  await field.page().keyboard.type(text);
}
