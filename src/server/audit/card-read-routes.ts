import { cardReads, readers, readersWithin } from '#contract/card-reads';
import { customerId } from '#contract/ids';
import { limits } from '#contract/limits';
import { longestOfflineDays } from '#contract/session';
import { addCardReads, readersOf } from '#db/central/card-reads';
import { findCustomer } from '#db/central/customer-teams';
import { onBehalf } from '#db/central/behalf';
import type { Central } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { mayRead } from '#domain/access/actor';
import type { TeamId } from '#kernel/id';
import { day, second, type Duration, type Instant } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { behalfOf } from '../access/behalf';
import { within } from '../access/within';
import { bodyInput, objectRoute, personRoute, type Route } from '../route';
import { RateLimiter } from '../rate';
import { serverTime } from '../sync/server-time';

/** What people open on their desks, told to the audit log, and whoever may ask it. */
export function cardReadRoutes(db: Central): readonly Route[] {
  return [reportRoute(db), readersRoute(db)];
}

/** Far more than anybody opens, also after days without the server: reads of one person, per process. What is refused is told later. */
const readsADay = 20_000;

const longestOffline: Duration = longestOfflineDays * day;

/** A desk says when a card was opened, but not in the future, nor before the longest time that it may have waited to tell. */
function openedAt(at: number, now: Instant): Instant {
  return at > now || at < now - longestOffline ? now : Math.round(at);
}

/** Whoever reports tells of themselves only; what they name is an id, and is answered alike whatever it names. */
function reportRoute(db: Central): Route {
  const told = new RateLimiter({ burst: readsADay, perSecond: readsADay / (day / second) });
  return personRoute({
    method: 'POST',
    path: '/reads',
    access: { for: 'people', roles: 'any' },
    rate: { per: 'session', burst: 60, perSecond: 2 },
    audit: 'none',
    input: bodyInput(cardReads),
    output: z.null(),
    handle: async ({ input }, { tenant, actor }) => {
      if (!told.allows(`${tenant} ${actor.person}`, performance.now(), input.body.reads.length)) return refused('request.tooMany');
      const now = serverTime();
      const fields = { tenant, person: actor.person, class: 'read', action: 'desk.read', failure: null };
      await addCardReads(db, input.body.reads.map(({ key, object, at }) => ({ ...fields, object, at: openedAt(at, now), correlation: key })));
      return done(null);
    },
  });
}

function readersRoute(db: Central): Route {
  return objectRoute({
    method: 'GET',
    path: '/customers/:customer/readers',
    access: { for: 'people', roles: ['supervisor', 'administrator'] },
    rate: { per: 'session', burst: 20, perSecond: 1 },
    audit: 'read',
    input: z.strictObject({ params: z.strictObject({ customer: customerId }), query: readersWithin, body: z.undefined() }),
    output: readers,
    subject: {
      /** An administrator asks about every customer of the company, a supervisor about those of their teams. */
      load: async ({ input: { params } }, who): Promise<{ readonly teams: readonly TeamId[] | 'every' } | null> => {
        if (!who.actor.roles.includes('administrator')) return onBehalf(db, behalfOf(who), (tx) => findCustomer(tx, within(who), params.customer));
        const customer = await loadRow(db, who.tenant, { table: 'customers', id: params.customer });
        return customer === null ? null : { teams: 'every' };
      },
      allows: (who, { teams }) => teams === 'every' || teams.some((team) => mayRead(who.actor, team)),
      absent: 'customer.absent',
    },
    handle: async ({ input: { params, query } }, who) => {
      const found = await readersOf(db, { tenant: who.tenant, customer: params.customer, from: query.from, to: query.to }, limits.readers + 1);
      return done({ reads: found.slice(0, limits.readers), more: found.length > limits.readers });
    },
  });
}
