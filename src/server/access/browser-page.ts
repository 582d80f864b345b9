import { Download } from '../route';
import { browserTexts } from './text/browser-page';

export type BrowserWord = 'done' | 'failed' | 'gone';

/** One sentence for a person whose sign-in left the browser. */
export function browserPage(word: BrowserWord, language: string | null): Download {
  const spoken = language?.trim().toLowerCase().startsWith('ru') === true ? 'ru' : 'en';
  const { title, [word]: sentence } = browserTexts[spoken];
  const body = `<!doctype html><html lang="${spoken}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${sentence}</p></html>`;
  return new Download({ 'content-type': 'text/html; charset=utf-8' }, body);
}

/** Sends the browser on; what stood in the address is told to nobody. */
export function goTo(address: URL): Download {
  return new Download({ location: address.href }, '', 303);
}
