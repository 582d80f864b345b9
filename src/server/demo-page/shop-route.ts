import { findDemonstrationShop } from '#db/central/chat';
import type { Reader } from '#db/central/open';
import { done, refused } from '#kernel/outcome';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Download, download, everyone, openRoute, type Route } from '../route';
import { shopLanguage, shopPage, shopPolicy } from './shop-page';

/** `/demo`: a page of the demonstration company's shop, with the chat widget on it. */
export function shopRoute(db: Reader): Route {
  return openRoute({
    method: 'GET',
    path: '/demo',
    access: everyone,
    rate: { per: 'address', burst: 60, perSecond: 5 },
    audit: 'none',
    input: z.strictObject({ params: z.strictObject({}), query: z.strictObject({ lang: z.enum(['ru', 'en']).optional() }), body: z.undefined() }),
    output: download,
    handle: async ({ input, language }) => {
      const shop = await findDemonstrationShop(db);
      if (shop === null) return refused('request.unknown');
      const nonce = randomBytes(16).toString('base64url');
      const page = shopPage({ ...shop, nonce, language: shopLanguage(input.query.lang, language) });
      return done(new Download({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': shopPolicy(nonce) }, page));
    },
  });
}
