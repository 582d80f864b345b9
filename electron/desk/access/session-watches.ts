import type { WatchOutput } from '#contract/requests';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Watchers } from '../verbs';
import type { Preferences } from './preferences';
import type { SessionDesk } from './session-desk';

type Connection = WatchOutput<'connection'>;

/** Who is here, how this computer is set, and how the road is. */
export function sessionWatches(session: SessionDesk, preferences: Preferences): Pick<Watchers, 'session' | 'preferences' | 'connection' | 'notices'> {
  return {
    session: {
      topics: new Set<Topic>(['session']),
      list: null,
      ask: async () => {
        const { state } = session;
        return state.state === 'signedIn' ? { state: 'signedIn', me: state.place.me } : state;
      },
    },
    preferences: {
      topics: new Set<Topic>(['preferences']),
      list: null,
      ask: async () => ({ language: preferences.language, theme: preferences.theme }),
    },
    connection: {
      topics: new Set<Topic>(['connection', 'outbox', 'session']),
      list: null,
      ask: async () => (session.place === null ? noRoad : connectionOf(session.place)),
    },
    notices: {
      topics: new Set<Topic>(['notices', 'session']),
      list: null,
      ask: async () => (await session.place?.notices.all()) ?? [],
    },
  };
}

const noRoad: Connection = { state: 'connecting', since: null, waiting: 0, clockOffset: 0, clockTrusted: false, loaded: null };

function connectionOf(place: Place): Connection {
  return {
    state: roadOf(place),
    since: place.offlineSince,
    waiting: place.outbox.pending.length,
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
