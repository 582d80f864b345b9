import { readCustomer, readTogether } from '#db/cache/customer';
import { readTimeline } from '#db/cache/timeline';
import { readDirectory } from '#db/cache/directory';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Watchers } from '../verbs';

/** A customer's card, and the directory of names that rows refer to. */
export function customerWatches(atWork: () => Place | null): Pick<Watchers, 'customer' | 'timeline' | 'together' | 'directory'> {
  return {
    customer: {
      topics: new Set<Topic>(['customers', 'identities', 'orders', 'consents', 'customer_notes', 'customer_changes', 'merges', 'past', 'session']),
      list: null,
      ask: async ({ customer }) => {
        const place = atWork();
        if (place === null) return null;
        const known = await place.picture.read((db) => readCustomer(db, customer));
        if (known === null) return null;
        place.cardReads.opened(customer);
        const history = known.whole ? 'whole' : place.past.has(customer) ? 'fetching' : 'partial';
        const { whole: _whole, ...shown } = known;
        return { ...shown, history };
      },
    },
    timeline: {
      // A rating is a message by which nothing else changes.
      topics: new Set<Topic>(['conversations', 'cases', 'messages', 'customer_notes', 'orders', 'past', 'session']),
      list: null,
      ask: async (question) => (await atWork()?.picture.read((db) => readTimeline(db, { ...question, before: null }))) ?? { items: [], more: false },
    },
    together: {
      topics: new Set<Topic>(['conversations', 'cases', 'session']),
      list: null,
      ask: async ({ conversation }) => (await atWork()?.picture.read((db) => readTogether(db, conversation))) ?? { related: [], merged: [] },
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
