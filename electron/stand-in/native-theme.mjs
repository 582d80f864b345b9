import { EventEmitter } from 'node:events';
import { strictInstances } from './not-implemented.mjs';

const sources = ['system', 'light', 'dark'];

/** Electron's nativeTheme: the source that the app chooses is what pages see as prefers-color-scheme. */
export class NativeTheme extends EventEmitter {
  shouldUseHighContrastColors = false;
  #source = 'system';
  #apply;

  constructor(apply) {
    super();
    this.#apply = apply;
  }

  get themeSource() {
    return this.#source;
  }

  set themeSource(source) {
    if (!sources.includes(source)) throw new TypeError(`Invalid theme source '${source}'`);
    this.#source = source;
    this.#apply(this.colorScheme);
    this.emit('updated');
  }

  get shouldUseDarkColors() {
    return this.#source === 'dark';
  }

  /** What Chromium is told; an empty text leaves the choice to the system. */
  get colorScheme() {
    return this.#source === 'system' ? '' : this.#source;
  }
}
strictInstances(NativeTheme, 'nativeTheme');
