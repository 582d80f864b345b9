import { importedIds } from '#db/central/import';
import { lockRows } from '#db/central/rows';
import type { RowChange } from '#domain/tables';
import { id, type PersonId, type TenantId } from '#kernel/id';
import { minute, type Instant } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import type { Commit } from '../sync/commit';

type Remarks = {
  readonly tenant: TenantId;
  readonly commit: Commit;
  readonly author: PersonId;
  readonly at: Instant;
  /** Of each, the case that was imported under this key, and what is said about it. */
  readonly said: readonly (readonly [key: string, text: string])[];
};

/** What the supervisor of the shift has noted about cases at work. Call once: what they remove stays removed. */
export async function sayRemarks({ tenant, commit, author, at, said }: Remarks): Promise<void> {
  await commit(tenant, async (tx, _now, put) => {
    const ids = await importedIds(tx, tenant, { kind: 'case', keys: said.map(([key]) => key) });
    const cases = await lockRows(tx, tenant, { table: 'cases', ids: [...ids.values()] });
    const remarks = said.flatMap(([key, text], index): RowChange[] => {
      const about = cases.find((one) => one.id === ids.get(key));
      if (about === undefined) return [];
      const row = { id: id('remark', randomUUID()), case: about.id, team: about.team, author, at: at - (said.length - index) * minute, text, version: 0 };
      return [{ op: 'put', table: 'remarks', row }];
    });
    await put(remarks);
  });
}
