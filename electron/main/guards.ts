import type { App, Session, WebContents } from 'electron';
import { log, place } from './log';

/** What the window's page may use. Everything else is refused, asked for or checked. */
const permitted = new Set(['clipboard-sanitized-write']);

/** Refuses what no page of ours needs: leaving, new windows, embedded pages. Holds for every page there will ever be. */
export function guardPages(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents));
}

function guardPage(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault();
    log({ event: 'refused', what: 'navigation', detail: place(event.url) });
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
    log({ event: 'refused', what: 'navigation', detail: place(event.url) });
  });
  contents.on('will-frame-navigate', (event) => {
    // The frame that shows a mail has no address of its own; the main frame has had its answer above.
    if (event.isMainFrame || event.url === 'about:srcdoc' || event.url === 'about:blank') return;
    event.preventDefault();
    log({ event: 'refused', what: 'navigation', detail: place(event.url) });
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log({ event: 'refused', what: 'webview', detail: '' });
  });
  contents.setWindowOpenHandler(({ url }) => {
    log({ event: 'refused', what: 'window', detail: place(url) });
    return { action: 'deny' };
  });
}

/** Refuses permissions and downloads; attachments are saved by the desk, not by the page. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permits(permission)));
  session.setPermissionCheckHandler((_contents, permission) => permits(permission));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    event.preventDefault();
    log({ event: 'refused', what: 'download', detail: place(item.getURL()) });
  });
}

function permits(permission: string): boolean {
  if (permitted.has(permission)) return true;
  log({ event: 'refused', what: 'permission', detail: permission });
  return false;
}
