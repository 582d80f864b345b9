import { EventEmitter } from 'node:events';
import { strictInstances } from './not-implemented.mjs';

/** Electron's Menu and MenuItem: kept as data; a test finds an item and clicks it. Roles are accepted and idle. */
export function createMenuClasses({ recordings, focusedWindow }) {
  class MenuItem {
    constructor({ click, submenu, ...options }) {
      const type = options.type ?? (submenu ? 'submenu' : 'normal');
      Object.assign(this, { label: '', enabled: true, visible: true, checked: false, ...options, type });
      if (submenu) this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu;
      this.click = (event = {}, window = focusedWindow()) => click?.(this, window, event);
    }
  }

  class Menu extends MenuOfItems {
    static #application = null;

    static setApplicationMenu(menu) {
      Menu.#application = menu;
    }

    static getApplicationMenu() {
      return Menu.#application;
    }

    static buildFromTemplate(template) {
      const menu = new Menu();
      for (const entry of template) menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry));
      return menu;
    }

    popup() {
      recordings.menus.push(this);
      this.emit('menu-will-show', {});
    }
  }
  return { Menu, MenuItem };
}

class MenuOfItems extends EventEmitter {
  items = [];

  append(item) {
    this.items.push(item);
  }

  insert(position, item) {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  closePopup() {
    this.emit('menu-will-close', {});
  }
}
strictInstances(MenuOfItems, 'Menu');
