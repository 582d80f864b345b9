import { countConversations, listConversations } from '#db/cache/list';
import { z } from 'zod';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Watchers } from '../verbs';
import { Wakings } from './wakings';

const listKey = z.object({ conversation: z.object({ id: z.string() }) });

/** The list of conversations and the numbers beside its views. */
export function listWatches(atWork: () => Place | null, changed: (topics: ReadonlySet<Topic>) => void): Pick<Watchers, 'list' | 'counts'> {
  const wakings = new Wakings(changed);
  return {
    list: {
      topics: new Set<Topic>(['conversations', 'cases', 'customers', 'identities', 'drafts', 'typing', 'session']),
      list: { field: 'rows', key: (row) => listKey.parse(row).conversation.id },
      ask: async (input) => {
        const place = atWork();
        if (place === null) return { rows: [], more: false };
        const found = await place.picture.read((db) => listConversations(db, { ...input, person: place.me.id, now: place.clock.now() }));
        const listed = found.slice(0, input.limit).map((row) => ({
          ...row,
          draft: place.outbox.drafts(row.conversation.id).findLast(({ text }) => text !== '')?.text ?? null,
          typingUntil: place.typing.until(row.conversation.id, row.conversation.previewFrom === 'customer' ? row.conversation.lastMessageAt : null),
        }));
        return { rows: listed, more: found.length > input.limit };
      },
    },
    counts: {
      topics: new Set<Topic>(['conversations', 'cases', 'session']),
      list: null,
      ask: async () => {
        const place = atWork();
        if (place === null) return { mine: 0, mineUnread: 0, waiting: 0, snoozed: 0, queue: 0, all: 0 };
        await wakings.plan(place);
        return place.picture.read((db) => countConversations(db, { person: place.me.id, now: place.clock.now() }));
      },
    },
  };
}
