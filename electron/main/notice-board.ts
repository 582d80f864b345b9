import type { Notice } from '#contract/bridge';
import { Notification } from 'electron';
import { noticeTexts } from './text/notices';

type Conversation = Notice['conversation'];

/** The notices that the system shows: one for each conversation, what is said again in the place of what was said. */
export class NoticeBoard {
  readonly #shown = new Map<Conversation, Notification>();
  readonly #chosen: (conversation: Conversation) => void;

  constructor(chosen: (conversation: Conversation) => void) {
    this.#chosen = chosen;
  }

  put(notices: readonly Notice[], language: 'ru' | 'en'): void {
    if (notices.length === 0 || !Notification.isSupported()) return;
    const texts = noticeTexts[language];
    for (const { class: kind, conversation, caller } of notices) {
      this.take([conversation]);
      const notification = new Notification({ title: texts.titles[kind], body: caller === null ? texts.plain : `${caller.name}: ${caller.preview}`, silent: true });
      notification.on('click', () => {
        this.#shown.delete(conversation);
        this.#chosen(conversation);
      });
      this.#shown.set(conversation, notification);
      notification.show();
    }
  }

  take(seen: readonly Conversation[]): void {
    for (const conversation of seen) {
      this.#shown.get(conversation)?.close();
      this.#shown.delete(conversation);
    }
  }
}
