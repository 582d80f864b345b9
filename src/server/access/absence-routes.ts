import { absence, absenceList, absenceSet } from '#contract/absence';
import { absenceOf, absencesAfter, setAbsence } from '#db/central/absences';
import type { Reader } from '#db/central/open';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import { bodyInput, noInput, personRoute, type Route } from '../route';
import { serverTime } from '../sync/server-time';

const people = { access: { for: 'people', roles: 'any' }, rate: { per: 'session', burst: 10, perSecond: 1 } } as const;

/** When a person is away: their own to set, and seen by every colleague. */
export function absenceRoutes(db: Reader): readonly Route[] {
  return [
    personRoute({ ...people, method: 'GET', path: '/absences', audit: 'none', input: noInput, output: absenceList, handle: async (_call, { tenant }) => done([...(await absencesAfter(db, tenant, serverTime()))]) }),
    personRoute({ ...people, method: 'GET', path: '/me/absence', audit: 'read', input: noInput, output: absence.nullable(), handle: async (_call, { tenant, actor }) => done(await absenceOf(db, { tenant, person: actor.person })) }),
    personRoute({
      ...people,
      method: 'PUT',
      path: '/me/absence',
      audit: 'change',
      input: bodyInput(absenceSet),
      output: z.null(),
      handle: async ({ input: { body } }, { tenant, actor }) => {
        await setAbsence(db, { tenant, person: actor.person }, body.absence);
        return done(null);
      },
    }),
  ];
}
