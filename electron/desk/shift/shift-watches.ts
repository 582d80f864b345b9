import { countContacts, readDays, readStates } from '#db/cache/shift';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Watchers } from '../verbs';
import { ownState, type ShiftKeeper } from './shift-keeper';

/** What people say that they do. */
export function shiftWatches(atWork: () => Place | null, keeper: ShiftKeeper): Pick<Watchers, 'shift' | 'states' | 'myDays'> {
  return {
    shift: {
      topics: new Set<Topic>(['agent_states', 'conversations', 'cases', 'session']),
      list: null,
      ask: async () => {
        const place = atWork();
        if (place === null) return null;
        const [row, contacts] = await Promise.all([ownState(place), place.picture.read((db) => countContacts(db, place.me.id))]);
        const { question, wrapsUp } = keeper;
        return { state: row?.state ?? 'offline', since: row?.since ?? null, next: row?.next ?? null, contacts, wrapsUp, question };
      },
    },
    myDays: {
      topics: new Set<Topic>(['agent_days', 'session']),
      list: null,
      ask: async () => {
        const place = atWork();
        return place === null ? [] : [...(await place.picture.read((db) => readDays(db, place.me.id)))];
      },
    },
    states: {
      topics: new Set<Topic>(['agent_states', 'session']),
      list: null,
      ask: async () => (await atWork()?.picture.read(readStates)) ?? [],
    },
  };
}
