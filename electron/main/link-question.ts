import { BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { openable } from './links';
import { linkTexts } from './text/link-texts';

type Asked = { readonly url: string; readonly language: keyof typeof linkTexts };

/** As much of an address as a person reads; its host is shown whole before it. */
const shown = 300;

/**
 * Asks the person whether an address may be opened, in the system's own dialog: the page that asks for it may be hostile, and an
 * address carries out what is written into it. One question at a time; what comes meanwhile is not opened.
 */
export function linkQuestion(): (asked: Asked) => Promise<boolean> {
  let isAsking = false;
  return async ({ url: address, language }) => {
    const url = openable(address);
    if (url === null || isAsking) return false;
    isAsking = true;
    try {
      const [window] = BrowserWindow.getAllWindows();
      const options = question(new URL(url), language);
      const { response } = await (window === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
      return response === 1;
    } finally {
      isAsking = false;
    }
  };
}

function question({ protocol, host, pathname, href }: URL, language: Asked['language']): MessageBoxOptions {
  const say = linkTexts[language];
  const isMail = protocol === 'mailto:';
  return {
    type: 'question',
    title: say.title,
    message: isMail ? say.mail(pathname.slice(0, shown)) : say.site(host),
    detail: isMail ? '' : `${href.length > shown ? `${href.slice(0, shown)}…` : href}\n\n${say.warning}`,
    buttons: [say.cancel, say.open],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
}
