import { importLimits, importRequest, importResult } from '#contract/import-record';
import { done } from '#kernel/outcome';
import { bodyInput, personRoute, type Route } from '../route';
import type { Commit } from '../sync/commit';
import { serverTime } from '../sync/server-time';
import { bringIn } from './bring-in';
import { readCustomersCsv, readNdjson } from './read-lines';

/** `POST /import`: an administrator brings the past of another system in, piece by piece. */
export function importRoute(commit: Commit): Route {
  return personRoute({
    method: 'POST',
    path: '/import',
    access: { for: 'people', roles: ['administrator'] },
    input: bodyInput(importRequest),
    output: importResult,
    rate: { per: 'session', burst: 10, perSecond: 2 },
    audit: 'change',
    largest: importLimits.request + 64 * 1024,
    handle: async ({ input: { body } }, who) => {
      const lines = body.format === 'csv' ? readCustomersCsv(body.text, serverTime()) : readNdjson(body.text);
      return done(await bringIn({ tenant: who.tenant, commit }, lines));
    },
  });
}
