import { findInCopy } from '#db/cache/search/find';
import { dayOf, partsOfDay, type Day } from '#domain/search/day';
import { readQuery } from '#domain/search/query';
import type { Instant } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import type { Place } from '../place';
import type { Handlers } from '../verbs';

/** Search in what is on this computer. */
export function searchRequests(atWork: () => Place | null): Pick<Handlers, 'search.find'> {
  return {
    'search.find': async ({ text, limit }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const query = readQuery(text, dayAt(place.clock.now()));
      return done(await place.picture.read((db) => findInCopy(db, query, { person: place.me.id, beginOf, limit })));
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
