import { countedAtMost } from '#contract/list';
import type { WatchInput } from '#contract/requests';
import { readFilters } from '#db/cache/filters';
import { countConversations, countFiltered, listConversations, type ListQuestion } from '#db/cache/list';
import type { Reader } from '#db/cache/sqlite';
import type { SavedFilter } from '#domain/conversation/saved-filter';
import { z } from 'zod';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Watchers } from '../verbs';
import { Wakings } from './wakings';

const listKey = z.object({ conversation: z.object({ id: z.string() }) });

/** The list of conversations and the numbers beside its views. */
export function listWatches(atWork: () => Place | null, changed: (topics: ReadonlySet<Topic>) => void): Pick<Watchers, 'list' | 'counts' | 'filters'> {
  const wakings = new Wakings(changed);
  return {
    list: {
      topics: new Set<Topic>(['conversations', 'cases', 'customers', 'identities', 'filters', 'drafts', 'typing', 'session']),
      list: { field: 'rows', key: (row) => listKey.parse(row).conversation.id },
      ask: async (input) => {
        const place = atWork();
        if (place === null) return { rows: [], more: false };
        const found = await place.picture.read(async (db) => listConversations(db, await questionOf(db, input, place)));
        const listed = found.slice(0, input.limit).map((row) => ({
          ...row,
          draft: place.outbox.drafts(row.conversation.id).findLast(({ text }) => text !== '')?.text ?? null,
          typingUntil: place.typing.until(row.conversation.id, row.conversation.previewFrom === 'customer' ? row.conversation.lastMessageAt : null),
        }));
        return { rows: listed, more: found.length > input.limit };
      },
    },
    filters: {
      topics: new Set<Topic>(['filters', 'conversations', 'cases', 'session']),
      list: null,
      ask: async () => {
        const place = atWork();
        if (place === null) return [];
        const asker = { person: place.me.id, now: place.clock.now() };
        return place.picture.read(async (db) => {
          const shown: { filter: SavedFilter; count: number }[] = [];
          for (const filter of await readFilters(db, place.me.id)) {
            const { conditions: where } = filter;
            // The finished are a whole past: nobody needs to know how many of them there are.
            shown.push({ filter, count: where.view === 'closed' ? 0 : await countFiltered(db, { ...asker, view: where.view, where }, countedAtMost) });
          }
          return shown;
        });
      },
    },
    counts: {
      topics: new Set<Topic>(['conversations', 'cases', 'session']),
      list: null,
      ask: async () => {
        const place = atWork();
        if (place === null) return { mine: 0, mineUnread: 0, waiting: 0, snoozed: 0, offered: 0, queue: 0, all: 0 };
        await wakings.plan(place);
        return place.picture.read((db) => countConversations(db, { person: place.me.id, now: place.clock.now() }));
      },
    },
  };
}

/** What the question of the window means here: a filter of the person says the view, its order and more words to look for. */
async function questionOf(db: Reader, { filter: wanted, ...input }: WatchInput<'list'>, { me, clock }: Place): Promise<ListQuestion> {
  const asked = { ...input, person: me.id, now: clock.now() };
  const filter = wanted === undefined ? undefined : (await readFilters(db, me.id)).find(({ id }) => id === wanted);
  if (filter === undefined) return asked;
  const { conditions: where } = filter;
  return { ...asked, where, view: where.view, sort: where.sort ?? undefined, search: `${where.text} ${input.search}`.trim() };
}
