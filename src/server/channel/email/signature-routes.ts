import { signature, signatureList } from '#contract/signature';
import type { Reader } from '#db/central/open';
import { setSignature, signaturesOf } from '#db/central/signatures';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import { bodyInput, noInput, personRoute, type Route } from '../../route';

const own = { access: { for: 'people', roles: 'any' }, rate: { per: 'session', burst: 10, perSecond: 1 }, path: '/me/signatures' } as const;

/** What stands below a person's own mails. */
export function signatureRoutes(db: Reader): readonly Route[] {
  return [
    personRoute({ ...own, method: 'GET', audit: 'read', input: noInput, output: signatureList, handle: async (_call, { tenant, actor }) => done([...(await signaturesOf(db, { tenant, person: actor.person }))]) }),
    personRoute({
      ...own,
      method: 'PUT',
      audit: 'change',
      input: bodyInput(signature),
      output: z.null(),
      handle: async ({ input: { body } }, { tenant, actor }) => {
        await setSignature(db, { tenant, person: actor.person }, { ...body, text: body.text.trim() });
        return done(null);
      },
    }),
  ];
}
