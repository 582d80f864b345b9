import { beginOutside, begunOutside, finishOutside, newLink, newProvider, providers } from '#contract/oidc';
import { granted } from '#contract/session';
import { addLink, addProvider, findProvider, isPersonOf, listProviders, type Provider } from '#db/central/oidc';
import type { Central } from '#db/central/open';
import { done, refused } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bodyInput, download, everyone, noInput, openRoute, personRoute, type Route } from '../route';
import { serverTime } from '../sync/server-time';
import { browserPage, goTo } from './browser-page';
import { isLoopback } from './oidc-provider';
import type { OutsideSignIn } from './oidc-sign-in';

const entrance = { per: 'address', burst: 60, perSecond: 2 } as const;
const administrators = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 10, perSecond: 1 }, audit: 'change' } as const;
const none = z.strictObject({});

export type OidcPorts = { readonly db: Central; readonly outside: OutsideSignIn; readonly sealSecret: (provider: string, plain: string) => string };

/** Sign-in by an OpenID provider, and what an administrator sets for it. */
export function oidcRoutes(ports: OidcPorts): readonly Route[] {
  return [...deskRoutes(ports), ...browserRoutes(ports.outside), providerRoute(ports), linkRoute(ports)];
}

function deskRoutes({ db, outside }: OidcPorts): readonly Route[] {
  return [
    openRoute({ method: 'GET', path: '/session/oidc', access: everyone, rate: entrance, audit: 'none', input: noInput, output: providers, handle: async () => done([...(await listProviders(db))]) }),
    openRoute({ method: 'POST', path: '/session/oidc', access: everyone, rate: entrance, audit: 'none', input: bodyInput(beginOutside), output: begunOutside, handle: ({ input }) => outside.begin(input.body) }),
    openRoute({ method: 'POST', path: '/session/oidc/finish', access: everyone, rate: entrance, audit: 'entrance', input: bodyInput(finishOutside), output: granted, handle: ({ input, address }) => outside.finish(input.body, address) }),
  ];
}

function browserRoutes(outside: OutsideSignIn): readonly Route[] {
  const open = { method: 'GET', access: everyone, rate: entrance, output: download } as const;
  return [
    openRoute({
      ...open,
      path: '/session/oidc/start/:attempt',
      audit: 'none',
      input: z.strictObject({ params: z.strictObject({ attempt: z.uuid() }), query: none, body: z.undefined() }),
      handle: async ({ input, language }) => {
        const next = await outside.start(input.params.attempt);
        return done(next === null ? browserPage('gone', language) : goTo(next));
      },
    }),
    openRoute({
      ...open,
      path: '/session/oidc/callback/:provider',
      audit: 'entrance',
      input: z.strictObject({ params: z.strictObject({ provider: z.uuid() }), query: z.record(z.string().max(64), z.string().max(4000)), body: z.undefined() }),
      handle: async ({ input, language }) => {
        const next = await outside.answered(input.params.provider, new URLSearchParams(input.query));
        return done(next === null ? browserPage('gone', language) : goTo(next));
      },
    }),
    openRoute({
      ...open,
      path: '/session/oidc/:word',
      audit: 'none',
      input: z.strictObject({ params: z.strictObject({ word: z.enum(['done', 'failed']) }), query: none, body: z.undefined() }),
      handle: async ({ input, language }) => done(browserPage(input.params.word, language)),
    }),
  ];
}

function providerRoute({ db, sealSecret }: OidcPorts): Route {
  return personRoute({
    ...administrators,
    method: 'POST',
    path: '/oidc/providers',
    input: bodyInput(newProvider),
    output: z.strictObject({ id: z.uuid() }),
    handle: async ({ input }, who) => {
      const issuer = new URL(input.body.issuer);
      if (issuer.protocol !== 'https:' && !isLoopback(issuer)) return refused('request.malformed');
      const id = randomUUID();
      const row: Provider = { ...input.body, id, tenant: who.tenant, secret: sealSecret(id, input.body.secret) };
      return (await addProvider(db, row)) ? done({ id }) : refused('access.linkStands');
    },
  });
}

function linkRoute({ db }: OidcPorts): Route {
  return personRoute({
    ...administrators,
    method: 'POST',
    path: '/oidc/links',
    input: bodyInput(newLink),
    output: z.null(),
    handle: async ({ input }, who) => {
      const { provider: id, subject, person } = input.body;
      const provider = await findProvider(db, id);
      const isOurs = provider?.tenant === who.tenant && (await isPersonOf(db, who.tenant, person));
      if (provider === null || !isOurs) return refused('person.absent');
      return (await addLink(db, { tenant: who.tenant, issuer: provider.issuer, subject }, { person, now: serverTime() })) ? done(null) : refused('access.linkStands');
    },
  });
}
