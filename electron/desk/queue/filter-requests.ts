import { randomUUID } from 'node:crypto';
import { done, refused } from '#kernel/outcome';
import { mutating } from '../mutate';
import type { Place } from '../place';
import type { Handlers } from '../verbs';

/** What a person does with their filters; also without a network. */
export function filterRequests(atWork: () => Place | null): Pick<Handlers, 'filter.save' | 'filter.remove' | 'filter.move'> {
  const mutate = mutating(atWork);
  return {
    'filter.save': async ({ id: known, ...filter }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const id = known ?? randomUUID();
      const outcome = await mutate({ name: 'filter.save', args: { person: place.me.id, filter: { id, ...filter } } });
      return outcome.ok ? done({ id }) : outcome;
    },
    'filter.remove': async ({ filter }) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : mutate({ name: 'filter.remove', args: { person: place.me.id, filter } });
    },
    'filter.move': async ({ filter, to }) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : mutate({ name: 'filter.move', args: { person: place.me.id, filter, to } });
    },
  };
}
