import type { ChatLook } from '#contract/chat-site';
import { storableLine } from '#contract/storable-line';
import { findChatSite } from '#db/central/chat-sites';
import type { Reader } from '#db/central/open';
import { done, refused } from '#kernel/outcome';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Download, download, everyone, openRoute, type Route } from '../../route';
import { serverTime } from '../../sync/server-time';
import { webOrigin } from './allowed-origin';
import type { SeenPages } from './seen-pages';

export type WidgetPorts = { readonly db: Reader; readonly file: URL; readonly seenPages: Pick<SeenPages, 'note'> };

const headers = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'public, max-age=300',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};

/**
 * `GET /widget.js`: the widget's one script, for pages of any origin; it holds no secret and knows its site from its tag. `?site=` sends
 * the looks of that site along, in the same file: the button stands there in its colour at once, under any content policy.
 */
export function widgetRoute({ db, file, seenPages }: WidgetPorts): Route {
  let script: Promise<Buffer> | null = null;
  return openRoute({
    method: 'GET',
    path: '/widget.js',
    access: everyone,
    rate: { per: 'address', burst: 200, perSecond: 20 },
    audit: 'none',
    input: z.strictObject({ params: z.strictObject({}), query: z.strictObject({ site: storableLine(100).min(1).optional() }), body: z.undefined() }),
    output: download,
    handle: async ({ input: { query }, header }) => {
      script ??= readFile(file);
      const body = await script.catch(() => null);
      if (body === null) {
        script = null;
        return refused('request.unknown');
      }
      const site = query.site === undefined ? null : await findChatSite(db, query.site);
      const page = originOf(header('referer'));
      if (site !== null && page !== null && new URL(page).host !== header('host')) seenPages.note(site, page, serverTime());
      return done(new Download(headers, site?.look && query.site !== undefined ? Buffer.concat([Buffer.from(lookScript(query.site, site.look)), body]) : body));
    },
  });
}

function originOf(referer: string | null): string | null {
  return referer === null || !URL.canParse(referer) ? null : webOrigin(new URL(referer).origin);
}

/** As attributes of the tag would say it, in the same words; those of the tag itself win. What is as without any is left out. */
function lookScript(site: string, { color, corner, side, label, language, greeting }: ChatLook): string {
  const said = { color, corner: String(corner), ...(side === 'left' && { side }), ...(label && { label }), ...(greeting && { greeting }), ...(language !== 'visitor' && { lang: language }) };
  return `(self.otklikLooks??={})[${inScript(site)}]=${inScript(said)};\n`;
}

function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}
