import { granted, refresh, registerClient, signIn } from '#contract/session';
import { registerClientOwner } from '#db/central/clients';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { bodyInput, everyone, noInput, openRoute, personRoute, type Route } from '../route';
import type { Commit } from '../sync/commit';
import { behalfOf } from './behalf';
import type { Sessions } from './sessions';

/** A whole office signs in at the start of its shift from one address. */
const entrance = { per: 'address', burst: 400, perSecond: 10 } as const;

/** Sign-in, refresh, sign-out, and naming a copy on a computer. */
export function accessRoutes(sessions: Sessions, commit: Commit): readonly Route[] {
  return [signInRoute(sessions), refreshRoute(sessions), signOutRoute(sessions), clientRoute(commit)];
}

function signInRoute(sessions: Sessions): Route {
  return openRoute({
    method: 'POST',
    path: '/session',
    access: everyone,
    rate: entrance,
    audit: 'entrance',
    input: bodyInput(signIn),
    output: granted,
    handle: ({ input, address }) => sessions.signIn({ ...input.body, address }),
  });
}

function refreshRoute(sessions: Sessions): Route {
  return openRoute({
    method: 'POST',
    path: '/session/refresh',
    access: everyone,
    rate: entrance,
    audit: 'none',
    input: bodyInput(refresh),
    output: granted,
    handle: ({ input, address, isGone }) => sessions.refresh(input.body.refresh, { address, isGone }),
  });
}

function signOutRoute(sessions: Sessions): Route {
  return personRoute({
    method: 'DELETE',
    path: '/session',
    access: { for: 'people', roles: 'any' },
    rate: { per: 'session', burst: 5, perSecond: 1 },
    audit: 'entrance',
    input: noInput,
    output: z.null(),
    handle: async (_call, who) => {
      await sessions.signOut(who.session);
      return done(null);
    },
  });
}

function clientRoute(commit: Commit): Route {
  return personRoute({
    method: 'POST',
    path: '/clients',
    access: { for: 'people', roles: 'any' },
    rate: { per: 'session', burst: 10, perSecond: 1 },
    audit: 'change',
    input: bodyInput(registerClient),
    output: z.null(),
    handle: async ({ input }, who) => {
      const { client } = input.body;
      const registered = await commit(behalfOf(who), async (tx, now, put) => {
        const standing = await registerClientOwner(tx, { tenant: who.tenant, client, person: who.actor.person, now });
        if (standing === 'new') await put([{ op: 'put', table: 'clients', row: { id: client, lastMutation: 0, version: 0 } }]);
        return standing !== 'foreign';
      });
      return registered ? done(null) : refused('access.denied');
    },
  });
}
