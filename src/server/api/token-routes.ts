import { apiTokenList, madeApiToken, mostTokens, newApiToken } from '#contract/api-token';
import { tokenId } from '#contract/ids';
import { addToken, hasToken, revokeToken, tokensOf } from '#db/central/api-tokens';
import type { Central } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { id } from '#kernel/id';
import { day } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import { singleLine } from '#kernel/text';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bodyInput, noInput, objectRoute, personRoute, type Route } from '../route';
import { serverTime } from '../sync/server-time';
import { hashOfSecret, newSecret } from './tokens';

const administrators = { for: 'people', roles: ['administrator'] } as const;
const rate = { per: 'session', burst: 30, perSecond: 2 } as const;

/** An administrator gives programs their tokens, and takes them away. */
export function tokenRoutes(db: Central): readonly Route[] {
  return [listRoute(db), makeRoute(db), revokeRoute(db)];
}

function listRoute(db: Central): Route {
  return personRoute({
    method: 'GET',
    path: '/api-tokens',
    access: administrators,
    rate,
    audit: 'read',
    input: noInput,
    output: apiTokenList,
    handle: async (_call, { tenant }) => done({ tokens: [...(await tokensOf(db, tenant))] }),
  });
}

function makeRoute(db: Central): Route {
  return objectRoute({
    method: 'POST',
    path: '/api-tokens',
    access: administrators,
    rate,
    audit: 'change',
    input: bodyInput(newApiToken),
    output: madeApiToken,
    subject: {
      load: ({ input }, { tenant }) => loadRow(db, tenant, { table: 'people', id: input.body.person }),
      allows: () => true,
      absent: 'person.absent',
    },
    handle: async ({ input: { body } }, { tenant, actor }, person) => {
      if ((await tokensOf(db, tenant)).length >= mostTokens) return refused('access.tooManyTokens');
      const now = serverTime();
      const secret = newSecret();
      const token = { id: id('token', randomUUID()), name: singleLine(body.name), person: person.id, scopes: body.scopes, madeAt: now, endsAt: body.days === null ? null : now + body.days * day };
      await db.transaction((tx) => addToken(tx, { ...token, tenant, hash: hashOfSecret(secret), madeBy: actor.person }));
      return done({ token: { ...token, usedAt: null }, secret });
    },
  });
}

function revokeRoute(db: Central): Route {
  return objectRoute({
    method: 'DELETE',
    path: '/api-tokens/:token',
    access: administrators,
    rate,
    audit: 'change',
    input: z.strictObject({ params: z.strictObject({ token: tokenId }), query: z.strictObject({}), body: z.undefined() }),
    output: z.null(),
    subject: {
      load: async ({ input }, { tenant }) => ((await hasToken(db, tenant, input.params.token)) ? input.params.token : null),
      allows: () => true,
      absent: 'token.absent',
    },
    handle: async (_call, { tenant }, token) => {
      await revokeToken(db, { tenant, id: token }, serverTime());
      return done(null);
    },
  });
}
