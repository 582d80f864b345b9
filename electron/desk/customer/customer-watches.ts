import { readCustomer } from '#db/cache/conversation';
import { readDirectory } from '#db/cache/directory';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Watchers } from '../verbs';

/** A customer with every contact that this copy knows of, and the directory of names that rows refer to. */
export function customerWatches(atWork: () => Place | null): Pick<Watchers, 'customer' | 'directory'> {
  return {
    customer: {
      topics: new Set<Topic>(['customers', 'identities', 'conversations', 'cases', 'past', 'session']),
      list: null,
      ask: async ({ customer }) => {
        const place = atWork();
        if (place === null) return null;
        const known = await place.picture.read((db) => readCustomer(db, customer));
        if (known === null) return null;
        place.cardReads.opened(customer);
        const history = known.whole ? 'whole' : place.past.has(customer) ? 'fetching' : 'partial';
        return { customer: known.customer, identities: known.identities, timeline: known.timeline, history };
      },
    },
    directory: {
      topics: new Set<Topic>(['people', 'teams', 'queues', 'channels', 'dispositions', 'session']),
      list: null,
      ask: async () => {
        const place = atWork();
        if (place === null) return { people: [], teams: [], queues: [], channels: [], dispositions: [] };
        const directory = await place.picture.read(readDirectory);
        return { people: [...directory.people], teams: [...directory.teams], queues: [...directory.queues], channels: [...directory.channels], dispositions: [...directory.dispositions] };
      },
    },
  };
}
