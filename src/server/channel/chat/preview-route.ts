import { storableLine } from '#contract/storable-line';
import { findChatSite } from '#db/central/chat-sites';
import type { Reader } from '#db/central/open';
import { done, refused } from '#kernel/outcome';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Download, download, everyone, openRoute, type Route } from '../../route';
import { serverTexts } from '../text/text';

const look = z.strictObject({
  color: z.string().regex(/^#[\da-f]{6}$/i).optional(),
  corner: z.string().regex(/^\d{1,2}$/).optional(),
  side: z.enum(['left', 'right']).optional(),
  label: z.string().max(30).optional(),
  greeting: z.string().max(120).optional(),
  lang: z.enum(['ru', 'en']).optional(),
});

/** It shows the widget and talks to its own server; nothing else. */
function policyOf(nonce: string): string {
  return `default-src 'none'; script-src 'self'; style-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`;
}

const style = ':root { color-scheme: light dark; font: 17px/1.6 system-ui, sans-serif } body { max-width: 34rem; margin: 15vh auto; padding: 0 24px } h1 { font-size: 28px; margin: 0 0 8px }';

/** `GET /chat-preview/:site`: an empty page with the widget on it as its tag would have it, for whoever sets it up. What is written there is real. */
export function chatPreviewRoute(db: Reader): Route {
  return openRoute({
    method: 'GET',
    path: '/chat-preview/:site',
    access: everyone,
    rate: { per: 'address', burst: 60, perSecond: 5 },
    audit: 'none',
    input: z.strictObject({ params: z.strictObject({ site: storableLine(100).min(1) }), query: look, body: z.undefined() }),
    output: download,
    handle: async ({ input: { params, query } }) => {
      if ((await findChatSite(db, params.site)) === null) return refused('request.unknown');
      const language = query.lang ?? 'en';
      // Everybody may open it: what colleagues call this chat stands nowhere on it.
      const { preview, previewTitle } = serverTexts[language];
      const nonce = randomBytes(16).toString('base64url');
      const attributes = Object.entries({ site: params.site, ...query }).map(([name, value]) => ` data-${name}="${escaped(value ?? '')}"`);
      const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(previewTitle)}</title><style nonce="${nonce}">${style}</style>`;
      const body = `<h1>${escaped(previewTitle)}</h1><p>${escaped(preview)}</p><script src="/widget.js?site=${encodeURIComponent(params.site)}"${attributes.join('')} async></script>`;
      return done(new Download({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyOf(nonce) }, `<!doctype html><html lang="${language}"><head>${head}</head><body>${body}</body></html>`));
    },
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
