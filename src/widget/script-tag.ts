import { readLook, type Look } from './look';

export type ScriptTag = {
  readonly site: string;
  readonly address: string;
  readonly language: 'ru' | 'en';
  /** Who the visitor is, signed by the shop. */
  readonly identity: string | null;
  readonly look: Look;
};

type Attributes = Readonly<Record<string, string | undefined>>;
/** By site. */
export type Looks = Readonly<Record<string, Attributes>>;

/**
 * Reads `<script src="…/widget.js?site=KEY" data-site="KEY" …>`: `data-lang` (`ru`, `en`, or `page` for the language of the page; else the
 * visitor's own), `data-identity`, and how it looks: `data-color`, `data-corner`, `data-side`, `data-label`, `data-greeting`. `looks`: what
 * the server keeps of each site in the same words; the tag wins.
 */
export function readScriptTag(script: Element | SVGScriptElement | null, preferred: string, looks: Looks | undefined): ScriptTag | null {
  if (!(script instanceof HTMLScriptElement)) return null;
  const { site, identity } = script.dataset;
  if (site === undefined || site === '') return null;
  const address = new URL('chat', script.src);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const said: Attributes = Object.assign({}, looks?.[site], script.dataset);
  const { lang = '' } = said;
  const language = lang === 'page' ? document.documentElement.lang : /^(ru|en)/i.test(lang) ? lang : preferred;
  return { site, address: address.href, language: language.toLowerCase().startsWith('ru') ? 'ru' : 'en', identity: identity || null, look: readLook(said) };
}
