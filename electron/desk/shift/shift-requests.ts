import { done, refused } from '#kernel/outcome';
import { mutating } from '../mutate';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import type { ShiftKeeper } from './shift-keeper';

/** What a person says about themselves. */
export function shiftRequests(atWork: () => Place | null, keeper: ShiftKeeper): Pick<Handlers, 'state.set' | 'state.next' | 'state.here' | 'state.wrapsUp'> {
  const mutate = mutating(atWork);
  return {
    'state.set': async ({ state }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      keeper.answered();
      return mutate({ name: 'state.set', args: { person: place.me.id, state, at: place.clock.now() } });
    },
    'state.next': async ({ next }) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : mutate({ name: 'state.next', args: { person: place.me.id, next } });
    },
    'state.here': async () => {
      keeper.answered();
      return done(null);
    },
    'state.wrapsUp': async ({ wrapsUp }) => {
      keeper.setWrapsUp(wrapsUp);
      return done(null);
    },
  };
}
