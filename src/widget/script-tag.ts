export type ScriptTag = { readonly site: string; readonly address: string; readonly language: 'ru' | 'en' };

/** Reads `<script src="…/widget.js" data-site="KEY" data-lang="ru|en">`; the language defaults to the visitor's own. */
export function readScriptTag(script: Element | SVGScriptElement | null, preferred: string): ScriptTag | null {
  if (!(script instanceof HTMLScriptElement)) return null;
  const { site, lang } = script.dataset;
  if (site === undefined || site === '') return null;
  const address = new URL('chat', script.src);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return { site, address: address.href, language: (lang ?? preferred).toLowerCase().startsWith('ru') ? 'ru' : 'en' };
}
