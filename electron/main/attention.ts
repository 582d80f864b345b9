import type { Attending, ToDesk } from '#contract/bridge';
import { app, type BrowserWindow } from 'electron';
import { NoticeBoard } from './notice-board';
import { TrayMark } from './tray-mark';
import { showWindow } from './window';

/** Tells the person beside the window, as the desk says. What is said and when is decided there. */
export class Attention {
  readonly #tell: (message: ToDesk) => void;
  readonly #board: NoticeBoard;
  readonly #tray = new TrayMark(() => this.#show());
  #window: BrowserWindow | null = null;
  #staysInTray = false;
  #isQuitting = false;

  constructor(tell: (message: ToDesk) => void) {
    this.#tell = tell;
    this.#board = new NoticeBoard((conversation) => {
      this.#show();
      tell({ t: 'chosen', conversation });
    });
    app.on('before-quit', () => {
      this.#isQuitting = true;
    });
  }

  attend(told: Attending): void {
    this.#staysInTray = told.staysInTray;
    this.#board.take(told.seen);
    this.#board.put(told.notices, told.language);
    this.#tray.count(told.unseen, { language: told.language, window: this.#alive });
  }

  /** A new desk knows nothing of the window. */
  sayFocus(): void {
    if (this.#alive !== null) this.#tell({ t: 'focus', isFocused: this.#alive.isFocused() });
  }

  /** Follows the window: whether it has the focus, and where it goes when it is closed. */
  follow(window: BrowserWindow): void {
    this.#window = window;
    window.on('focus', () => this.#tell({ t: 'focus', isFocused: true }));
    window.on('blur', () => this.#tell({ t: 'focus', isFocused: false }));
    window.on('hide', () => this.#tell({ t: 'focus', isFocused: false }));
    window.on('close', (event) => {
      if (!this.#staysInTray || this.#isQuitting || !this.#tray.isThere) return;
      event.preventDefault();
      window.hide();
    });
  }

  get #alive(): BrowserWindow | null {
    return this.#window === null || this.#window.isDestroyed() ? null : this.#window;
  }

  #show(): void {
    if (this.#alive !== null) showWindow(this.#alive);
  }
}
