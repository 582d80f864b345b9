import { macroId } from '#contract/ids';
import { macroList, macroNamed, macroValues } from '#contract/macro';
import { addMacro, changeMacro, macrosOf, removeMacro } from '#db/central/macros';
import { findMacro } from '#db/central/orders';
import type { Reader } from '#db/central/open';
import { id, type TenantId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bodyInput, noInput, objectRoute, personRoute, type Route } from '../route';
import { serverTime } from '../sync/server-time';

const administrators = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 20, perSecond: 2 } } as const;
const change = { ...administrators, audit: 'change', largest: 256 * 1024 } as const;
const query = z.strictObject({});
const params = z.strictObject({ macro: macroId });

const most = 1000;

/** What an administrator does with the answers that are written once. Programs do the same by key: api/thing-routes. */
export function macroRoutes(db: Reader): readonly Route[] {
  const subject = {
    load: ({ input }: { readonly input: { readonly params: z.infer<typeof params> } }, { tenant }: { readonly tenant: TenantId }) => findMacro(db, tenant, { id: input.params.macro }),
    allows: () => true,
    absent: 'macro.absent',
  } as const;
  return [
    personRoute({ ...administrators, method: 'GET', path: '/macros', audit: 'read', input: noInput, output: macroList, handle: async (_call, { tenant }) => {
      const found = await macrosOf(db, tenant, most + 1);
      return done({ macros: found.slice(0, most), more: found.length > most });
    } }),
    personRoute({ ...change, method: 'POST', path: '/macros', input: bodyInput(macroValues), output: macroNamed, handle: async ({ input: { body } }, { tenant }) => {
      const macro = id('macro', randomUUID());
      await addMacro(db, tenant, { ...body, id: macro, changedAt: serverTime() });
      return done({ macro });
    } }),
    objectRoute({
      ...change,
      method: 'PUT',
      path: '/macros/:macro',
      input: z.strictObject({ params, query, body: macroValues }),
      output: z.null(),
      subject,
      handle: async ({ input: { body } }, { tenant }, macro) => ((await changeMacro(db, { tenant, id: macro.id }, { ...body, changedAt: serverTime() })) ? done(null) : refused('macro.absent')),
    }),
    objectRoute({
      ...change,
      method: 'DELETE',
      path: '/macros/:macro',
      input: z.strictObject({ params, query, body: z.undefined() }),
      output: z.null(),
      subject,
      handle: async (_call, { tenant }, macro) => {
        await removeMacro(db, tenant, macro.id);
        return done(null);
      },
    }),
  ];
}
