import type { Failure } from '#contract/failures';
import { offersEnded, offersTo } from '#db/cache/offers';
import { minute } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { writable } from '#kernel/text';
import type { Topic } from '../live/topic';
import { newMessage } from '../new-message';
import type { Place } from '../place';
import type { Handlers, Watchers } from '../verbs';

/** How long the end of an offer is worth telling to whoever made it. */
const told = 2 * minute;

/** Offers and their answers: only the server decides them. */
export function offerRequests(atWork: () => Place | null): Pick<Handlers, 'offer.make' | 'offer.accept' | 'offer.decline' | 'offer.withdraw'> {
  const command = async (asked: Parameters<Place['command']>[0]): Promise<Outcome<null, Failure>> => {
    const outcome = await (atWork()?.command(asked) ?? refused('access.signedOut'));
    return outcome.ok ? done(null) : outcome;
  };
  return {
    'offer.make': ({ reason, ...args }) => command({ name: 'offer.make', args: { ...args, reason: reason === null ? null : writable(reason), event: newMessage() } }),
    'offer.accept': (args) => command({ name: 'offer.accept', args: { ...args, event: newMessage() } }),
    'offer.decline': (args) => command({ name: 'offer.decline', args: { ...args, event: newMessage() } }),
    'offer.withdraw': (args) => command({ name: 'offer.withdraw', args: { ...args, event: newMessage() } }),
  };
}

/** What is offered to the person, and what came of what they offered. */
export function offerWatches(atWork: () => Place | null): Pick<Watchers, 'offers'> {
  return {
    offers: {
      topics: new Set<Topic>(['conversations', 'customers', 'session']),
      list: null,
      ask: async () => {
        const place = atWork();
        if (place === null) return { toMe: [], ended: [] };
        const since = place.clock.now() - told;
        return place.picture.read(async (db) => ({ toMe: [...(await offersTo(db, place.me.id))], ended: [...(await offersEnded(db, place.me.id, since))] }));
      },
    },
  };
}
