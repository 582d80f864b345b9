import { done, refused } from '#kernel/outcome';
import type { Handlers } from '../verbs';
import type { Preferences } from './preferences';
import type { SessionDesk } from './session-desk';

/** What only main can do. */
export type Outside = { readonly confirmLink: (url: string) => void };

type Verbs = 'session.signIn' | 'session.signOut' | 'session.providers' | 'session.signInOutside' | 'session.cancelSignIn' | 'session.setPin' | 'session.lock' | 'session.unlock' | 'notice.dismiss' | 'link.open' | 'preferences.save';

/** What a person does with this computer rather than with customers. */
export function sessionRequests(session: SessionDesk, preferences: Preferences, outside: Outside): Pick<Handlers, Verbs> {
  return {
    'session.signIn': (who) => session.signIn(who),
    'session.signOut': ({ waiting }) => session.signOut(waiting),
    'session.providers': () => session.outside.providers(),
    'session.signInOutside': ({ provider }) => session.signInOutside(provider),
    'session.cancelSignIn': async () => {
      session.outside.cancel();
      return done(null);
    },
    'session.setPin': (pins) => session.setPin(pins),
    'session.lock': () => session.lock(),
    'session.unlock': ({ secret }) => session.unlock(secret),
    'notice.dismiss': async ({ id }) => (await session.place?.notices.dismiss(id)) ?? refused('access.signedOut'),
    'link.open': async ({ url }) => {
      if (session.place === null) return refused('access.signedOut');
      outside.confirmLink(url);
      return done(null);
    },
    'preferences.save': (chosen) => preferences.save(chosen),
  };
}
