import { readLook, type Look } from './look';

export type ScriptTag = {
  readonly site: string;
  readonly address: string;
  readonly language: 'ru' | 'en';
  /** Who the visitor is, signed by the shop. */
  readonly identity: string | null;
  readonly look: Look;
};

/**
 * Reads `<script src="…/widget.js" data-site="KEY" …>`: `data-lang` (`ru`, `en`, or `page` for the language of the page; else the
 * visitor's own), `data-identity`, and how it looks: `data-color`, `data-corner`, `data-side`, `data-label`.
 */
export function readScriptTag(script: Element | SVGScriptElement | null, preferred: string): ScriptTag | null {
  if (!(script instanceof HTMLScriptElement)) return null;
  const { site, lang, identity } = script.dataset;
  if (site === undefined || site === '') return null;
  const address = new URL('chat', script.src);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const language = lang === 'page' ? document.documentElement.lang : (lang ?? preferred);
  return { site, address: address.href, language: language.toLowerCase().startsWith('ru') ? 'ru' : 'en', identity: identity || null, look: readLook(script.dataset) };
}
