import { older } from '#contract/search';
import { withoutHeld } from '#db/cache/search/held';
import { findInCopy } from '#db/cache/search/find';
import { dayOf, partsOfDay, type Day } from '#domain/search/day';
import { readQuery } from '#domain/search/query';
import type { Instant } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import type { Place } from '../place';
import { serverAsker } from '../server-asker';
import type { Handlers } from '../verbs';

/** Search in what is on this computer, and in what only the server has. */
export function searchRequests(atWork: () => Place | null): Pick<Handlers, 'search.find' | 'search.older'> {
  const ask = serverAsker(atWork);
  return {
    'search.find': async ({ text, limit }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const query = readQuery(text, dayAt(place.clock.now()));
      return done(await place.picture.read((db) => findInCopy(db, query, { person: place.me.id, beginOf, limit })));
    },
    'search.older': async ({ text }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const now = place.clock.now();
      const answer = await ask({ method: 'POST', path: '/search', body: { text, today: dayAt(now), zone: -new Date(now).getTimezoneOffset() } }, older);
      return answer.ok ? done(await place.picture.read((db) => withoutHeld(db, answer.value))) : answer;
    },
  };
}

/** Days are those of the person's computer. */
function dayAt(at: Instant): Day {
  const date = new Date(at);
  return dayOf(date.getFullYear(), date.getMonth() + 1, date.getDate());
}

function beginOf(day: Day): Instant {
  const { year, month, date } = partsOfDay(day);
  return new Date(year, month - 1, date).getTime();
}
