import { macroId } from '#contract/ids';
import { macroList, macroNamed, macroValues, type MacroValues } from '#contract/macro';
import { areOfCompany, findText, forgetKey, macrosOf } from '#db/central/knowledge';
import type { Reader, Writer } from '#db/central/open';
import { lockRow } from '#db/central/rows';
import { id, type MacroId, type TenantId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bodyInput, noInput, objectRoute, personRoute, type Route, type Subject } from '../route';
import type { Commit } from '../sync/commit';

export type MacroPorts = { readonly db: Reader; readonly commit: Commit };

const writers = { access: { for: 'people', roles: ['supervisor', 'administrator'] }, rate: { per: 'session', burst: 20, perSecond: 2 } } as const;
const change = { ...writers, audit: 'change', largest: 256 * 1024 } as const;
const query = z.strictObject({});
const params = z.strictObject({ macro: macroId });

const most = 1000;

/** What those who lead do with the answers that are written once. Programs do the same by key: api/thing-routes. */
export function macroRoutes({ db, commit }: MacroPorts): readonly Route[] {
  const subject = ofCompany(db);
  return [
    personRoute({ ...writers, method: 'GET', path: '/macros', audit: 'read', input: noInput, output: macroList, handle: async (_call, { tenant }) => {
      const found = await macrosOf(db, tenant, most + 1);
      return done({ macros: found.slice(0, most), more: found.length > most });
    } }),
    personRoute({ ...change, method: 'POST', path: '/macros', input: bodyInput(macroValues), output: macroNamed, handle: ({ input: { body } }, { tenant }) => commit(tenant, async (tx, now, put) => {
      const stranger = await strangerIn(tx, tenant, body);
      if (stranger !== null) return refused(stranger);
      const macro = id('macro', randomUUID());
      await put([{ op: 'put', table: 'macros', row: { ...body, id: macro, updatedAt: now, version: 0 } }]);
      return done({ macro });
    }) }),
    objectRoute({
      ...change,
      method: 'PUT',
      path: '/macros/:macro',
      input: z.strictObject({ params, query, body: macroValues }),
      output: z.null(),
      subject,
      handle: ({ input: { body } }, { tenant }, macro) => commit(tenant, async (tx, now, put) => {
        const before = await lockRow(tx, tenant, { table: 'macros', id: macro });
        if (before === null) return refused('macro.absent');
        const stranger = await strangerIn(tx, tenant, body);
        if (stranger !== null) return refused(stranger);
        await put([{ op: 'put', table: 'macros', row: { ...before, ...body, updatedAt: now } }]);
        return done(null);
      }),
    }),
    objectRoute({
      ...change,
      method: 'DELETE',
      path: '/macros/:macro',
      input: z.strictObject({ params, query, body: z.undefined() }),
      output: z.null(),
      subject,
      handle: (_call, { tenant }, macro) => commit(tenant, async (tx, _now, put) => {
        await forgetKey(tx, tenant, { table: 'macros', id: macro });
        await put([{ op: 'remove', table: 'macros', id: macro }]);
        return done(null);
      }),
    }),
  ];
}

/** A team or a person whom nobody of the company knows. */
async function strangerIn(tx: Writer, tenant: TenantId, { teams, actions }: MacroValues): Promise<'team.absent' | 'person.absent' | null> {
  if (!(await areOfCompany(tx, tenant, { table: 'teams', ids: teams ?? [] }))) return 'team.absent';
  const owners = actions.flatMap((action) => (action.kind === 'assign' && action.to !== null ? [action.to] : []));
  return (await areOfCompany(tx, tenant, { table: 'people', ids: owners })) ? null : 'person.absent';
}

function ofCompany(db: Reader): Subject<{ readonly params: z.infer<typeof params> }, MacroId> {
  return {
    load: async ({ input }, { tenant }: { readonly tenant: TenantId }) => (await findText(db, tenant, { table: 'macros', id: input.params.macro }))?.id ?? null,
    allows: () => true,
    absent: 'macro.absent',
  };
}
