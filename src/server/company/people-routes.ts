import { personId } from '#contract/ids';
import { accessChange, accessChanged, addedPerson, staffList, staffValues } from '#contract/staff';
import { isPersonOf } from '#db/central/accounts';
import type { Reader } from '#db/central/open';
import { staffOf } from '#db/central/staff';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import type { Sessions } from '../access/sessions';
import { bodyInput, noInput, objectRoute, personRoute, type Route, type Subject } from '../route';
import type { Commit } from '../sync/commit';
import { giveBackAll } from './give-back';
import { addPerson, changePerson, closePerson, openPerson, renewPassword } from './staff';

export type PeoplePorts = { readonly db: Reader; readonly commit: Commit; readonly sessions: Sessions };

const administrators = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 20, perSecond: 2 } } as const;
const params = z.strictObject({ person: personId });
const query = z.strictObject({});

/** What an administrator does with the people of the company. Their second factor is reset in access/security-routes. */
export function peopleRoutes(ports: PeoplePorts): readonly Route[] {
  const { db, commit } = ports;
  return [
    personRoute({ ...administrators, method: 'GET', path: '/people', audit: 'read', input: noInput, output: staffList, handle: async (_call, { tenant }) => done([...(await staffOf(db, tenant))]) }),
    personRoute({ ...administrators, method: 'POST', path: '/people', audit: 'change', input: bodyInput(staffValues), output: addedPerson, handle: ({ input: { body } }, { tenant }) => addPerson(commit, tenant, body) }),
    objectRoute({
      ...administrators,
      method: 'PUT',
      path: '/people/:person',
      audit: 'change',
      input: z.strictObject({ params, query, body: staffValues }),
      output: z.null(),
      subject: colleague(db),
      handle: async ({ input: { body } }, { tenant, actor }, person) => {
        const changed = await changePerson(commit, { tenant, person }, body);
        if (changed.ok) await giveBackAll(ports, { tenant, owner: person, by: actor.person, isLeft: (team) => !body.teams.includes(team) });
        return changed;
      },
    }),
    accessRoute(ports),
  ];
}

function accessRoute({ db, commit, sessions }: PeoplePorts): Route {
  return objectRoute({
    ...administrators,
    method: 'PUT',
    path: '/people/:person/access',
    audit: 'change',
    input: z.strictObject({ params, query, body: accessChange }),
    output: accessChanged,
    subject: colleague(db),
    handle: async ({ input: { body } }, { tenant, actor }, person) => {
      const named = { tenant, person };
      const password = body.access === 'renewed' ? await renewPassword(commit, named) : null;
      const changed = body.access === 'closed' ? await closePerson(commit, named) : body.access === 'opened' ? await openPerson(commit, named) : done(null);
      if (!changed.ok) return changed;
      if (body.access !== 'opened') await sessions.endAll(named, null);
      if (body.access === 'closed') await giveBackAll({ db, commit }, { tenant, owner: person, by: actor.person, isLeft: () => true });
      return done({ password });
    },
  });
}

function colleague(db: Reader): Subject<{ readonly params: z.infer<typeof params> }, z.infer<typeof personId>> {
  return {
    load: async ({ input }, { tenant }) => ((await isPersonOf(db, { tenant, person: input.params.person })) ? input.params.person : null),
    allows: () => true,
    absent: 'person.absent',
  };
}
