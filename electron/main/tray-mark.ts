import { app, Menu, nativeImage, Tray, type BrowserWindow } from 'electron';
import { noticeTexts } from './text/notices';
import { trayPicture } from './tray-picture';

type Language = 'ru' | 'en';

/** The mark in the tray, and the number at the app's own mark. */
export class TrayMark {
  readonly #show: () => void;
  #tray: Tray | null = null;
  #language: Language | null = null;

  constructor(show: () => void) {
    this.#show = show;
  }

  get isThere(): boolean {
    return this.#tray !== null;
  }

  count(unseen: number, { language, window }: { readonly language: Language; readonly window: BrowserWindow | null }): void {
    const hasUnseen = unseen > 0;
    const picture = nativeImage.createFromBuffer(trayPicture(hasUnseen));
    const told = noticeTexts[language].unseen(unseen);
    this.#tray?.setImage(picture);
    const tray = this.#tray ?? this.#begin(new Tray(picture));
    tray.setToolTip(told);
    this.#speak(tray, language);
    app.setBadgeCount(unseen);
    window?.setOverlayIcon(hasUnseen ? picture : null, hasUnseen ? told : '');
  }

  #begin(tray: Tray): Tray {
    tray.on('click', this.#show);
    this.#tray = tray;
    return tray;
  }

  #speak(tray: Tray, language: Language): void {
    if (this.#language === language) return;
    this.#language = language;
    const { open, quit } = noticeTexts[language];
    tray.setContextMenu(Menu.buildFromTemplate([{ label: open, click: this.#show }, { label: quit, click: () => app.quit() }]));
  }
}
