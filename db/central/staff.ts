import { personId, teamId } from '#contract/ids';
import type { StaffMember } from '#contract/staff';
import { roles, type PersonRow } from '#domain/access/person';
import type { PersonId, TeamId, TenantId } from '#kernel/id';
import { z } from 'zod';
import { canonicalEmail, type Account } from './accounts';
import type { Reader, Writer } from './open';

type Named = Pick<Account, 'tenant' | 'person'>;
export type Standing = Pick<PersonRow, 'roles' | 'teams'>;

const standing = z.object({ roles: z.array(z.enum(roles)), teams: z.array(teamId) });
const language = z.enum(['ru', 'en']).nullable();
const member = standing.extend({
  id: personId, name: z.string(), email: z.string(), language, isClosed: z.boolean(), kept: standing.nullable(), hasFactor: z.boolean(), seenAt: z.number().nullable(),
});

/** Everybody with an account, by name. */
export async function staffOf(db: Reader, tenant: TenantId): Promise<readonly StaffMember[]> {
  const found: unknown = await db('accounts as account')
    .join('people as person', (on) => on.on('person.tenant', 'account.tenant').on('person.id', 'account.person'))
    .leftJoin('factors as factor', (on) => on.on('factor.tenant', 'account.tenant').on('factor.person', 'account.person'))
    .where('account.tenant', tenant)
    .orderBy(['person.name', 'person.id'])
    .select('person.id', 'person.name', 'person.roles', 'person.teams', 'account.email', 'account.language', 'account.kept', {
      isClosed: 'account.disabled',
      hasFactor: db.raw('coalesce(factor.confirmed, false)'),
      seenAt: db.raw('(select max(session."seenAt") from sessions as session where session.tenant = account.tenant and session.person = account.person)'),
    });
  return z.array(member).parse(found).map(({ kept, ...row }) => ({ ...row, ...kept }));
}

/** Whoever changes who may what in a company waits for whoever else does. */
export async function holdStaff(tx: Writer, tenant: TenantId): Promise<void> {
  await tx.raw('select from tenants where id = ? for no key update', [tenant]);
}

const held = z.object({ isClosed: z.boolean(), kept: standing.nullable() });

/** Whether the account is closed, and what its person comes back to; null where there is none. */
export async function accountStanding(tx: Writer, { tenant, person }: Named): Promise<z.infer<typeof held> | null> {
  const found: unknown = await tx('accounts').where({ tenant, person }).first('kept', { isClosed: 'disabled' });
  return found === undefined ? null : held.parse(found);
}

/** Whether somebody else, whose account is open, is an administrator. */
export async function hasOtherAdministrator(tx: Writer, { tenant, person }: Named): Promise<boolean> {
  const found: unknown = await tx('people as other')
    .join('accounts as account', (on) => on.on('account.tenant', 'other.tenant').on('account.person', 'other.id'))
    .where({ 'other.tenant': tenant, 'account.disabled': false })
    .whereNot('other.id', person)
    .whereRaw(`jsonb_exists(other.roles, 'administrator')`)
    .first('other.id');
  return found !== undefined;
}

/** Of these people those who may sign in. */
export async function openAccounts(tx: Writer, tenant: TenantId, people: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  return new Set(z.array(personId).parse(await tx('accounts').where({ tenant, disabled: false }).whereIn('person', [...people]).pluck('person')));
}

/** In any company: it is what people are known by at the entrance. `person`: whose own it may be. */
export async function isEmailFree(tx: Writer, email: string, person: PersonId | null): Promise<boolean> {
  const taken = tx('accounts').where({ email: canonicalEmail(email) });
  return (await (person === null ? taken : taken.whereNot({ person })).first('person')) === undefined;
}

export async function describeAccount(tx: Writer, { tenant, person }: Named, values: Pick<StaffMember, 'email' | 'language'>): Promise<void> {
  await tx('accounts').where({ tenant, person }).update({ email: canonicalEmail(values.email), language: values.language });
}

/** Closed with what its person comes back to; open with null. */
export async function closeAccount(tx: Writer, { tenant, person }: Named, kept: Standing | null): Promise<void> {
  await tx('accounts').where({ tenant, person }).update({ disabled: kept !== null, kept: kept === null ? null : JSON.stringify(kept) });
}

/** In which language the window greets this person. */
export async function languageOf(db: Reader, { tenant, person }: Named): Promise<'ru' | 'en' | null> {
  const found: unknown = await db('accounts').where({ tenant, person }).first('language');
  return z.object({ language }).optional().parse(found)?.language ?? null;
}

/** Closed accounts that would come back to a team. */
export async function forgetKeptTeam(tx: Writer, tenant: TenantId, team: TeamId): Promise<void> {
  await tx.raw(`update accounts set kept = jsonb_set(kept, '{teams}', (kept -> 'teams') - ?::text) where tenant = ? and jsonb_exists(kept -> 'teams', ?)`, [team, tenant, team]);
}
