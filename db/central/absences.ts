import { absence, type Absence } from '#contract/absence';
import { personId } from '#contract/ids';
import { isAway } from '#domain/access/absence';
import type { PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type Whose = { readonly tenant: TenantId; readonly person: PersonId };

export async function absenceOf(db: Reader | Writer, { tenant, person }: Whose): Promise<Absence | null> {
  const found: unknown = await db('absences').where({ tenant, person }).first('from', 'until', 'text');
  return found === undefined ? null : absence.parse(found);
}

/** Null where they are here. */
export async function absenceNow(tx: Writer, whose: Whose, now: Instant): Promise<Absence | null> {
  const found = await absenceOf(tx, whose);
  return found !== null && isAway(found, now) ? found : null;
}

export async function setAbsence(db: Reader, { tenant, person }: Whose, set: Absence | null): Promise<void> {
  if (set === null) await db('absences').where({ tenant, person }).delete();
  else await db('absences').insert({ tenant, person, ...set }).onConflict(['tenant', 'person']).merge();
}

const listed = z.array(z.object({ person: personId, from: z.number(), until: z.number() }));

export async function absencesAfter(db: Reader, tenant: TenantId, now: Instant): Promise<z.infer<typeof listed>> {
  return listed.parse(await db('absences').where({ tenant }).where('until', '>', now).orderBy('person').select('person', 'from', 'until'));
}
