import { teamId } from '#contract/ids';
import { hoursChange, teamList, teamNamed, teamValues } from '#contract/team';
import type { Reader } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { findArchived, keepTeamHours, teamsOf } from '#db/central/teams';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import { bodyInput, noInput, objectRoute, personRoute, type Route } from '../route';
import type { Commit } from '../sync/commit';
import { giveBackAll } from './give-back';
import { addTeam, archive, changeTeam, restore } from './teams';

export type TeamPorts = { readonly db: Reader; readonly commit: Commit };

const administrators = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 20, perSecond: 2 } } as const;
const change = { ...administrators, audit: 'change' } as const;
const query = z.strictObject({});
const params = z.strictObject({ team: teamId });
type Named = { readonly params: z.infer<typeof params> };
const named: z.ZodType<Named & { readonly query: object; readonly body?: undefined }> = z.strictObject({ params, query, body: z.undefined() });

/** What an administrator does with the teams of the company. */
export function teamRoutes(ports: TeamPorts): readonly Route[] {
  const { db, commit } = ports;
  const subject = {
    load: ({ input }: { readonly input: Named }, { tenant }: { readonly tenant: Parameters<typeof loadRow>[1] }) => loadRow(db, tenant, { table: 'teams', id: input.params.team }),
    allows: () => true,
    absent: 'team.absent',
  } as const;
  return [
    personRoute({ ...administrators, method: 'GET', path: '/teams', audit: 'read', input: noInput, output: teamList, handle: async (_call, { tenant }) => done(await teamsOf(db, tenant)) }),
    personRoute({ ...change, method: 'POST', path: '/teams', input: bodyInput(teamValues), output: teamNamed, handle: ({ input: { body } }, { tenant }) => addTeam(commit, tenant, body) }),
    objectRoute({
      ...change,
      method: 'PUT',
      path: '/teams/:team',
      input: z.strictObject({ params, query, body: teamValues }),
      output: z.null(),
      subject,
      handle: async ({ input: { body } }, { tenant, actor }, { id }) => {
        const changed = await changeTeam(commit, { tenant, team: id }, body);
        if (!changed.ok) return changed;
        for (const owner of changed.value.left) await giveBackAll(ports, { tenant, owner, by: actor.person, isLeft: (team) => team === id });
        return done(null);
      },
    }),
    objectRoute({
      ...change,
      method: 'PUT',
      path: '/teams/:team/hours',
      input: z.strictObject({ params, query, body: hoursChange }),
      output: z.null(),
      subject,
      handle: async ({ input: { body } }, { tenant }, { id }) => {
        await keepTeamHours(db, { tenant, team: id }, body.hours);
        return done(null);
      },
    }),
    objectRoute({ ...change, method: 'DELETE', path: '/teams/:team', input: named, output: z.null(), subject, handle: (_call, { tenant }, { id }) => archive(commit, { tenant, team: id }) }),
    objectRoute({
      ...change,
      method: 'POST',
      path: '/teams/:team/restore',
      input: named,
      output: z.null(),
      subject: { load: ({ input }, { tenant }) => findArchived(db, { tenant, team: input.params.team }), allows: () => true, absent: 'team.absent' },
      handle: (_call, { tenant }, { id, name }) => restore(commit, { tenant, team: id }, name),
    }),
  ];
}
