import { drawings } from './drawings';
import { shopStyle } from './shop-style';
import { goods, type Good, type ShopText } from './shop-text';
import { en } from './text/en';
import { ru } from './text/ru';

export type Shop = { readonly name: string; readonly site: string; readonly language: 'ru' | 'en'; readonly nonce: string };

const texts = { ru, en } as const;

/** A small online shop whose only working part is the chat: one script tag, as any shop would put it on its pages. */
export function shopPage({ name, site, language, nonce }: Shop): string {
  const text = texts[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)}</title>
<style nonce="${escaped(nonce)}">${shopStyle}</style>
<script src="/widget.js?site=${encodeURIComponent(site)}" data-site="${escaped(site)}" data-lang="${language}" async></script>
</head>
<body>
<p class="strip">${escaped(text.demonstration)}</p>
<header>
<a class="brand" href="/demo?lang=${language}">${escaped(name)}<small>${escaped(text.tagline)}</small></a>
<nav>${text.menu.map((item) => `<a href="#goods">${escaped(item)}</a>`).join('')}</nav>
<div class="tools"><input type="search" placeholder="${escaped(text.search)}" aria-label="${escaped(text.search)}"><span class="basket">${escaped(text.basket)} · 0</span><a class="other" lang="${text.other.language}" href="/demo?lang=${text.other.language}">${escaped(text.other.name)}</a></div>
</header>
<main>
<section class="hero"><div><h1>${escaped(text.heading)}</h1><p>${escaped(text.lead)}</p><a class="button" href="#goods">${escaped(text.call)}</a></div>${drawing('lamp')}</section>
<h2 id="goods">${escaped(text.popular)}</h2>
<div class="goods">${goods.map((good) => goodCard(good, text)).join('')}</div>
<section class="promises">${text.promises.map(({ title, about }) => `<div><h3>${escaped(title)}</h3><p>${escaped(about)}</p></div>`).join('')}</section>
</main>
<footer>${escaped(text.footer)}</footer>
</body>
</html>
`;
}

/** What the page may do: draw itself, run the widget and talk to its own server. */
export function shopPolicy(nonce: string): string {
  return `default-src 'none'; script-src 'self'; style-src 'nonce-${nonce}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`;
}

/** `?lang=` first, then what the browser asks for. */
export function shopLanguage(asked: 'ru' | 'en' | undefined, accepted: string | null): 'ru' | 'en' {
  return asked ?? (/^\s*ru\b/i.test(accepted ?? '') ? 'ru' : 'en');
}

function goodCard(good: Good, text: ShopText): string {
  const { name, about, price } = text.goods[good];
  return `<article class="good">${drawing(good)}<div><h3>${escaped(name)}</h3><p>${escaped(about)}</p><p class="buy"><b>${escaped(price)}</b><button type="button">${escaped(text.add)}</button></p></div></article>`;
}

function drawing(good: Good): string {
  return `<svg viewBox="0 0 200 160" aria-hidden="true">${drawings[good]}</svg>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
