import { EventEmitter } from 'node:events';
import { strict, strictInstances } from './not-implemented.mjs';

/** Electron's default session: protocol, permissions, the request filter; downloads are in downloads.mjs. */
export class Session extends EventEmitter {
  protocol;
  webRequest;
  #permissionRequest;
  #permissionCheck;
  #beforeRequest;

  constructor(protocolModule) {
    super();
    this.protocol = protocolModule;
    this.webRequest = strict('webRequest', {
      onBeforeRequest: (filter, listener) => {
        const urls = typeof filter === 'function' ? ['<all_urls>'] : (filter?.urls ?? ['<all_urls>']);
        this.#beforeRequest = { patterns: urls.map(urlPattern), listener: listener ?? filter };
      },
    });
  }

  setPermissionRequestHandler(handler) {
    this.#permissionRequest = handler;
  }

  setPermissionCheckHandler(handler) {
    this.#permissionCheck = handler;
  }

  setDevicePermissionHandler() {}
  setSpellCheckerEnabled() {}
  setSpellCheckerLanguages() {}

  /** Whether the app lets a page use a permission: it must pass both handlers, and without any it is granted. */
  async permits(webContents, permission, { requestingUrl, origin, mediaTypes }) {
    const details = { requestingUrl, isMainFrame: true, ...(mediaTypes ? { mediaTypes } : {}) };
    if (this.#permissionCheck && !this.#permissionCheck(webContents, permission, origin, details)) return false;
    if (!this.#permissionRequest) return true;
    return new Promise((resolve) => this.#permissionRequest(webContents, permission, resolve, details));
  }

  /** What the app's request filter says about a request: `{ cancel }` or `{ redirectURL }` or nothing. */
  async filter(details) {
    if (!this.#beforeRequest?.patterns.some((pattern) => pattern.test(details.url))) return {};
    return new Promise((resolve) => this.#beforeRequest.listener(details, (answer) => resolve(answer ?? {})));
  }
}
strictInstances(Session, 'session');

function urlPattern(pattern) {
  if (pattern === '<all_urls>') return /^/;
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`, 'i');
}
