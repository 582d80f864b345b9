import { longestOfflineDays } from '#contract/session';
import { suggestionEvents } from '#contract/suggestion-events';
import { onBehalf } from '#db/central/behalf';
import type { Central } from '#db/central/open';
import { addSuggestionEvents } from '#db/central/suggestion-events';
import { day, second, type Instant } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { behalfOf } from '../access/behalf';
import { within } from '../access/within';
import { bodyInput, personRoute, type Route } from '../route';
import { RateLimiter } from '../rate';
import { serverTime } from '../sync/server-time';

/** Far more than anybody is shown: events of one person, per process. What is refused is told later. */
const eventsADay = 20_000;

/** Whoever reports tells of themselves alone. */
export function suggestionEventRoute(db: Central): Route {
  const told = new RateLimiter({ burst: eventsADay, perSecond: eventsADay / (day / second) });
  return personRoute({
    method: 'POST',
    path: '/suggestions/events',
    access: { for: 'people', roles: 'any' },
    rate: { per: 'session', burst: 60, perSecond: 2 },
    audit: 'none',
    largest: 256 * 1024,
    input: bodyInput(suggestionEvents),
    output: z.null(),
    handle: async ({ input: { body: { events } } }, who) => {
      if (!told.allows(`${who.tenant} ${who.actor.person}`, performance.now(), events.length)) return refused('request.tooMany');
      const now = serverTime();
      const timed = events.map((event) => ({ ...event, at: happenedAt(event.at, now) }));
      await onBehalf(db, behalfOf(who), (tx) => addSuggestionEvents(tx, { ...within(who), person: who.actor.person }, timed));
      return done(null);
    },
  });
}

/** Not in the future, nor before the longest time that a desk may have waited to tell. */
function happenedAt(at: number, now: Instant): Instant {
  return at > now || at < now - longestOfflineDays * day ? now : Math.round(at);
}
