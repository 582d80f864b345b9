import { EventEmitter } from 'node:events';

/** The part of a window that the desktop shows: place, size, title, focus and state. */
export class WindowFrame extends EventEmitter {
  #runtime;
  #bounds;
  #title;
  #visible;
  #focused = false;
  #state = 'normal';
  #alwaysOnTop = false;
  #chromiumWindow;

  constructor(runtime, { x = 40, y = 40, width = 800, height = 600, title, show = true }) {
    super();
    this.setMaxListeners(0);
    this.#runtime = runtime;
    this.#bounds = { x, y, width, height };
    this.#title = title ?? runtime.app.name;
    this.#visible = show;
  }

  /** Learns which window of Chromium holds the page, and puts it in its place. */
  async place(target) {
    const { cdp, isHeadless } = this.#runtime.chromium;
    const { windowId } = await cdp.send('Browser.getWindowForTarget', { targetId: target.id });
    this.#chromiumWindow = windowId;
    if (!isHeadless) this.#bounds = within(this.#bounds, await workArea(target));
    const { x, y, width, height } = this.#bounds;
    await this.#setBounds({ left: x, top: y, width, height });
  }

  getBounds() {
    return { ...this.#bounds };
  }

  getNormalBounds() {
    return this.getBounds();
  }

  setBounds(bounds) {
    Object.assign(this.#bounds, bounds);
    const { x, y, width, height } = this.#bounds;
    this.#whenPlaced(() => this.#setBounds({ left: x, top: y, width, height }));
    this.emit('resize');
  }

  getSize() {
    return [this.#bounds.width, this.#bounds.height];
  }

  setSize(width, height) {
    this.setBounds({ width, height });
  }

  setMinimumSize() {}
  center() {}

  getTitle() {
    return this.#title;
  }

  setTitle(title) {
    this.#title = title;
  }

  /** The page changed its title, which a listener may keep off the window. */
  noteTitle(title, event) {
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.#title = title;
  }

  show() {
    this.#visible = true;
    if (this.isMinimized()) this.restore();
    this.focus();
    this.emit('show');
  }

  showInactive() {
    this.#visible = true;
    this.emit('show');
  }

  hide() {
    this.#visible = false;
    this.#focused = false;
    this.emit('hide');
  }

  isVisible() {
    return this.#visible;
  }

  focus() {
    for (const window of this.#runtime.windows.values()) window.noteBlur();
    this.#focused = true;
    this.#whenPlaced((target) => target.send('Page.bringToFront'));
    this.emit('focus');
  }

  blur() {
    this.noteBlur();
  }

  noteBlur() {
    if (!this.#focused) return;
    this.#focused = false;
    this.emit('blur');
  }

  isFocused() {
    return this.#focused;
  }

  minimize() {
    this.#enter('minimized', 'minimize');
  }

  maximize() {
    this.#enter('maximized', 'maximize');
  }

  unmaximize() {
    this.#enter('normal', 'unmaximize');
  }

  restore() {
    this.#enter('normal', 'restore');
  }

  setFullScreen(full) {
    this.#enter(full ? 'fullscreen' : 'normal', full ? 'enter-full-screen' : 'leave-full-screen');
  }

  isMinimized() {
    return this.#state === 'minimized';
  }

  isMaximized() {
    return this.#state === 'maximized';
  }

  isFullScreen() {
    return this.#state === 'fullscreen';
  }

  setAlwaysOnTop(flag) {
    this.#alwaysOnTop = flag;
  }

  isAlwaysOnTop() {
    return this.#alwaysOnTop;
  }

  setMenu() {}
  removeMenu() {}
  setMenuBarVisibility() {}
  setAutoHideMenuBar() {}
  setBackgroundColor() {}
  setIcon() {}
  setOverlayIcon() {}
  setProgressBar() {}
  setSkipTaskbar() {}
  setTitleBarOverlay() {}
  moveTop() {}

  flashFrame(flag) {
    this.#runtime.recordings.flashing = flag;
  }

  #enter(state, eventName) {
    this.#state = state;
    this.#whenPlaced(() => this.#setBounds({ windowState: state }));
    this.emit(eventName);
  }

  #setBounds(bounds) {
    return this.#runtime.chromium.cdp.send('Browser.setWindowBounds', { windowId: this.#chromiumWindow, bounds });
  }

  /** A window that closes meanwhile has no place to be put in. */
  #whenPlaced(work) {
    void this.attached.then(work).catch(() => {});
  }
}

/** Where windows may stand, as the window's own page sees it. */
async function workArea(target) {
  const expression = '({ x: screen.availLeft, y: screen.availTop, width: screen.availWidth, height: screen.availHeight })';
  const { result } = await target.send('Runtime.evaluate', { expression, returnByValue: true });
  return result.value;
}

/** As a window manager does: a window is never larger than its screen, and stands on it whole. */
function within(bounds, area) {
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  const clamp = (value, least, most) => Math.max(least, Math.min(value, most));
  return {
    x: clamp(bounds.x, area.x, area.x + area.width - width),
    y: clamp(bounds.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}
