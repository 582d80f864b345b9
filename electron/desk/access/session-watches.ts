import type { WatchOutput } from '#contract/requests';
import { readCaller } from '#db/cache/attention';
import { unreachable } from '#kernel/unreachable';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Watchers } from '../verbs';
import { workLeftHere } from './left-places';
import type { Preferences } from './preferences';
import type { SessionDesk } from './session-desk';
import type { SessionState } from './session-state';
import type { Unlocking } from './unlocking';

type Connection = WatchOutput<'connection'>;

/** What of this computer stands beside the session. */
type Here = { readonly unlocking: Unlocking; readonly folder: string };

/** Who is here, how this computer is set, and how the road is. */
export function sessionWatches(session: SessionDesk, preferences: Preferences, { unlocking, folder }: Here): Pick<Watchers, 'session' | 'preferences' | 'connection' | 'notices'> {
  return {
    session: {
      topics: new Set<Topic>(['session', 'connection']),
      list: null,
      ask: () => sessionOf(session.state, { unlocking, folder }),
    },
    preferences: {
      topics: new Set<Topic>(['preferences', 'session']),
      list: null,
      ask: async () => preferences.shown,
    },
    connection: {
      topics: new Set<Topic>(['connection', 'outbox', 'session']),
      list: null,
      ask: async () => (session.place === null ? noRoad : connectionOf(session.place)),
    },
    notices: {
      topics: new Set<Topic>(['notices', 'session']),
      list: null,
      ask: async () => (session.place === null ? [] : noticesOf(session.place)),
    },
  };
}

async function sessionOf(state: SessionState, { unlocking, folder }: Here): Promise<WatchOutput<'session'>> {
  switch (state.state) {
    case 'starting':
      return { state: 'starting', waits: state.waits, name: state.me?.name ?? null };
    case 'signedOut':
      return { state: 'signedOut', failure: state.failure, left: await workLeftHere(folder, unlocking.people) };
    case 'locked': {
      const { me, waiting } = state.place;
      return { state: 'locked', name: me.name, by: unlocking.by, pausedUntil: unlocking.pausedUntil(me.id), waiting };
    }
    case 'signedIn':
      return { state: 'signedIn', me: state.place.me, by: unlocking.by };
    default:
      return unreachable(state);
  }
}

async function noticesOf(place: Place): Promise<WatchOutput<'notices'>> {
  const told = await place.notices.all();
  return place.picture.read((db) => Promise.all(told.map(async (notice) => ({ ...notice, customerName: notice.conversation === null ? null : ((await readCaller(db, notice.conversation))?.name ?? null) }))));
}

const noRoad: Connection = { state: 'connecting', since: null, waiting: 0, clockOffset: 0, clockTrusted: false, loaded: null };

function connectionOf(place: Place): Connection {
  return {
    state: roadOf(place),
    since: place.offlineSince,
    waiting: place.waiting,
    clockOffset: place.clock.offset(),
    clockTrusted: place.clock.isTrusted(),
    loaded: place.driver?.loaded ?? null,
  };
}

/** A road that was lost stays `offline` while it is tried again, until it is open. */
function roadOf({ driver, offlineSince }: Place): Connection['state'] {
  if (driver?.isLive === true) return 'online';
  if (driver?.road.state === 'loading') return 'loading';
  return offlineSince === null ? 'connecting' : 'offline';
}
