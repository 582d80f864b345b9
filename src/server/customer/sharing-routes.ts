import { contactsShared } from '#contract/contacts-shared';
import { shareContacts, sharesContacts } from '#db/central/contact-stubs';
import type { Central } from '#db/central/open';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import { bodyInput, noInput, personRoute, type Route } from '../route';

const usual = { path: '/contacts-shared', access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 10, perSecond: 1 } } as const;

/** An administrator says whether teams see that others had contacts with a customer; never what was said in them. */
export function sharingRoutes(db: Central): readonly Route[] {
  return [
    personRoute({ ...usual, method: 'GET', audit: 'read', input: noInput, output: contactsShared, handle: async (_call, { tenant }) => done({ shared: await sharesContacts(db, tenant) }) }),
    personRoute({
      ...usual,
      method: 'PUT',
      audit: 'change',
      input: bodyInput(contactsShared),
      output: z.null(),
      handle: async ({ input: { body } }, { tenant }) => {
        await shareContacts(db, tenant, body.shared);
        return done(null);
      },
    }),
  ];
}
