import { EventEmitter } from 'node:events';
import { strictInstances } from './not-implemented.mjs';

/** Electron's Tray: recorded instead of shown; a test may emit `click` on a recorded one. */
export function createTrayClass(recordings) {
  class Tray extends EventEmitter {
    toolTip = '';
    contextMenu = null;
    #destroyed = false;

    constructor(image) {
      super();
      this.image = image;
      recordings.trays.push(this);
    }

    setToolTip(text) {
      this.toolTip = text;
    }

    setContextMenu(menu) {
      this.contextMenu = menu;
    }

    setImage(image) {
      this.image = image;
    }

    popUpContextMenu() {
      recordings.menus.push(this.contextMenu);
    }

    destroy() {
      this.#destroyed = true;
    }

    isDestroyed() {
      return this.#destroyed;
    }
  }
  strictInstances(Tray, 'Tray');
  return Tray;
}
