import { dispositionNamed, dispositionValues, type DispositionValues } from '#contract/disposition';
import { dispositionId } from '#contract/ids';
import type { Reader, Writer } from '#db/central/open';
import { loadRow, lockRow } from '#db/central/rows';
import { holdStaff } from '#db/central/staff';
import { id, type DispositionId, type TenantId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bodyInput, objectRoute, personRoute, type Route } from '../route';
import type { Commit } from '../sync/commit';

type Ports = { readonly db: Reader; readonly commit: Commit };
type Named = { readonly tenant: TenantId; readonly disposition: DispositionId };
type Refused = 'queue.absent' | 'disposition.codeTaken' | 'outcome.absent';

const administrators = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 20, perSecond: 2 }, audit: 'change' } as const;
const query = z.strictObject({});
const params = z.strictObject({ disposition: dispositionId });

/** What may come of a case, as an administrator says. Everybody's copy has them all. */
export function dispositionRoutes({ db, commit }: Ports): readonly Route[] {
  const subject = {
    load: ({ input }: { readonly input: { readonly params: z.infer<typeof params> } }, { tenant }: { readonly tenant: TenantId }) => loadRow(db, tenant, { table: 'dispositions', id: input.params.disposition }),
    allows: () => true,
    absent: 'outcome.absent',
  } as const;
  return [
    personRoute({ ...administrators, method: 'POST', path: '/dispositions', input: bodyInput(dispositionValues), output: dispositionNamed, handle: ({ input: { body } }, { tenant }) => add(commit, tenant, body) }),
    objectRoute({
      ...administrators,
      method: 'PUT',
      path: '/dispositions/:disposition',
      input: z.strictObject({ params, query, body: dispositionValues }),
      output: z.null(),
      subject,
      handle: ({ input: { body } }, { tenant }, row) => change(commit, { tenant, disposition: row.id }, body),
    }),
    objectRoute({
      ...administrators,
      method: 'DELETE',
      path: '/dispositions/:disposition',
      input: z.strictObject({ params, query, body: z.undefined() }),
      output: z.null(),
      subject,
      handle: async (_call, { tenant }, row) => {
        await commit(tenant, (_tx, _now, put) => put([{ op: 'remove', table: 'dispositions', id: row.id }]));
        return done(null);
      },
    }),
  ];
}

/** Behind the others. */
function add(commit: Commit, tenant: TenantId, values: DispositionValues): Promise<Outcome<{ readonly disposition: DispositionId }, Refused>> {
  const disposition = id('disposition', randomUUID());
  return commit(tenant, async (tx, _now, put) => {
    const fault = await faultOf(tx, { tenant, disposition }, values);
    if (fault !== null) return refused(fault);
    const places: number[] = await tx('dispositions').where({ tenant }).pluck('place');
    await put([{ op: 'put', table: 'dispositions', row: { id: disposition, ...values, place: Math.max(0, ...places) + 1, version: 0 } }]);
    return done({ disposition });
  });
}

function change(commit: Commit, named: Named, values: DispositionValues): Promise<Outcome<null, Refused>> {
  return commit(named.tenant, async (tx, _now, put) => {
    const fault = await faultOf(tx, named, values);
    if (fault !== null) return refused(fault);
    const row = await lockRow(tx, named.tenant, { table: 'dispositions', id: named.disposition });
    if (row === null) return refused('outcome.absent');
    await put([{ op: 'put', table: 'dispositions', row: { ...row, ...values } }]);
    return done(null);
  });
}

/** A code means one thing where it is offered, and what is offered everywhere is offered in every queue. */
async function faultOf(tx: Writer, { tenant, disposition }: Named, { queue, code }: DispositionValues): Promise<Refused | null> {
  await holdStaff(tx, tenant);
  if (queue !== null && (await lockRow(tx, tenant, { table: 'queues', id: queue })) === null) return 'queue.absent';
  const others = tx('dispositions').where({ tenant, code }).whereNot({ id: disposition });
  const taken: unknown = await (queue === null ? others : others.where((either) => void either.whereNull('queue').orWhere({ queue }))).first('id');
  return taken === undefined ? null : 'disposition.codeTaken';
}
