import { offlineRule } from '#contract/session';
import type { Central } from '#db/central/open';
import { setOfflineDays } from '#db/central/offline-rule';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import { bodyInput, personRoute, type Route } from '../route';

/** An administrator says for how long desks work without the server's word; each hears it with its next token. */
export function offlineRuleRoute(db: Central): Route {
  return personRoute({
    method: 'POST',
    path: '/access/offline',
    access: { for: 'people', roles: ['administrator'] },
    rate: { per: 'session', burst: 5, perSecond: 1 },
    audit: 'change',
    input: bodyInput(offlineRule),
    output: z.null(),
    handle: async ({ input }, who) => {
      await setOfflineDays(db, who.tenant, input.body.days);
      return done(null);
    },
  });
}
