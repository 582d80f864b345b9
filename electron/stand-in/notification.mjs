import { EventEmitter } from 'node:events';
import { strictInstances } from './not-implemented.mjs';

/** Electron's Notification: recorded instead of shown; a test may emit `click` on a recorded one. */
export function createNotificationClass(recordings) {
  class Notification extends EventEmitter {
    static isSupported() {
      return true;
    }

    constructor({ title = '', body = '', silent = false, ...rest } = {}) {
      super();
      Object.assign(this, { title, body, silent, ...rest });
    }

    show() {
      recordings.notifications.push(this);
      queueMicrotask(() => this.emit('show', {}));
    }

    close() {
      this.emit('close', {});
    }
  }
  strictInstances(Notification, 'Notification');
  return Notification;
}
