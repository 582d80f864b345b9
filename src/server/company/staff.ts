import type { StaffValues } from '#contract/staff';
import { addAccount, replacePassword, type Account } from '#db/central/accounts';
import { forgetComputers } from '#db/central/known-computers';
import { accountStanding, closeAccount, describeAccount, hasOtherAdministrator, holdStaff, isEmailFree, type Standing } from '#db/central/staff';
import type { Writer } from '#db/central/open';
import { lockRow, lockRows } from '#db/central/rows';
import type { PersonRow } from '#domain/access/person';
import { id, type PersonId, type TenantId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { randomBytes, randomUUID } from 'node:crypto';
import { hashPassword } from '../access/password';
import type { Commit, PutChanges } from '../sync/commit';

type Named = Pick<Account, 'tenant' | 'person'>;
type Refused = 'team.absent' | 'person.absent' | 'person.emailTaken' | 'person.lastAdministrator';

/** Told once; whoever is given it changes it under "Sign-in and devices". */
function inventPassword(): string {
  return randomBytes(12).toString('base64url');
}

export async function addPerson(commit: Commit, tenant: TenantId, values: StaffValues): Promise<Outcome<{ readonly person: PersonId; readonly password: string }, Refused>> {
  const password = inventPassword();
  const hashed = await hashPassword(password);
  const person = id('person', randomUUID());
  const { name, email, roles, teams, language } = values;
  return commit(tenant, async (tx, _now, put) => {
    await holdStaff(tx, tenant);
    if (!(await areTeams(tx, tenant, teams))) return refused('team.absent');
    if (!(await isEmailFree(tx, email, null))) return refused('person.emailTaken');
    await put([{ op: 'put', table: 'people', row: { id: person, name, roles: distinct(roles), teams: distinct(teams), version: 0 } }]);
    await addAccount(tx, { tenant, person, email, password: hashed });
    await describeAccount(tx, { tenant, person }, { email, language });
    return done({ person, password });
  });
}

/** Of a closed account it is told for the day when its person comes back. */
export async function changePerson(commit: Commit, named: Named, values: StaffValues): Promise<Outcome<null, Refused>> {
  const { tenant, person } = named;
  const standing: Standing = { roles: distinct(values.roles), teams: distinct(values.teams) };
  return commit(tenant, async (tx, _now, put) => {
    const found = await heldPerson(tx, named);
    if (found === null) return refused('person.absent');
    if (!(await areTeams(tx, tenant, standing.teams))) return refused('team.absent');
    if (!(await isEmailFree(tx, values.email, person))) return refused('person.emailTaken');
    if (!found.isClosed && !(await leavesAnAdministrator(tx, named, { from: found.row, to: standing }))) return refused('person.lastAdministrator');
    const { roles, teams } = found.isClosed ? closed : standing;
    if (found.isClosed) await closeAccount(tx, named, standing);
    await describeAccount(tx, named, values);
    await putPerson(put, found.row, { name: values.name, roles, teams });
    return done(null);
  });
}

/** Whose account is closed has no role and no team: nobody hands them anything, and what they held goes back to its queue. */
const closed: Standing = { roles: [], teams: [] };

export async function closePerson(commit: Commit, named: Named): Promise<Outcome<null, Refused>> {
  return commit(named.tenant, async (tx, _now, put) => {
    const found = await heldPerson(tx, named);
    if (found === null) return refused('person.absent');
    if (found.isClosed) return done(null);
    if (!(await leavesAnAdministrator(tx, named, { from: found.row, to: closed }))) return refused('person.lastAdministrator');
    await closeAccount(tx, named, { roles: found.row.roles, teams: found.row.teams });
    await putPerson(put, found.row, { name: found.row.name, ...closed });
    return done(null);
  });
}

export async function openPerson(commit: Commit, named: Named): Promise<Outcome<null, Refused>> {
  return commit(named.tenant, async (tx, _now, put) => {
    const found = await heldPerson(tx, named);
    if (found === null) return refused('person.absent');
    if (!found.isClosed) return done(null);
    const { roles, teams } = found.kept ?? found.row;
    const there = await lockRows(tx, named.tenant, { table: 'teams', ids: teams });
    await closeAccount(tx, named, null);
    await putPerson(put, found.row, { name: found.row.name, roles, teams: there.map((team) => team.id) });
    return done(null);
  });
}

export async function renewPassword(commit: Commit, named: Named): Promise<string> {
  const password = inventPassword();
  const hashed = await hashPassword(password);
  return commit(named.tenant, async (tx) => {
    await replacePassword(tx, named, hashed);
    await forgetComputers(tx, named);
    return password;
  });
}

type Found = { readonly row: PersonRow; readonly isClosed: boolean; readonly kept: Standing | null };

async function heldPerson(tx: Writer, named: Named): Promise<Found | null> {
  await holdStaff(tx, named.tenant);
  const row = await lockRow(tx, named.tenant, { table: 'people', id: named.person });
  const account = await accountStanding(tx, named);
  return row === null || account === null ? null : { row, ...account };
}

async function leavesAnAdministrator(tx: Writer, named: Named, { from, to }: { readonly from: Standing; readonly to: Standing }): Promise<boolean> {
  return !from.roles.includes('administrator') || to.roles.includes('administrator') || hasOtherAdministrator(tx, named);
}

async function areTeams(tx: Writer, tenant: TenantId, teams: Standing['teams']): Promise<boolean> {
  return (await lockRows(tx, tenant, { table: 'teams', ids: teams })).length === new Set(teams).size;
}

async function putPerson(put: PutChanges, row: PersonRow, next: Pick<PersonRow, 'name' | 'roles' | 'teams'>): Promise<void> {
  const { name, roles, teams } = next;
  if (row.name === name && isSame(row.roles, roles) && isSame(row.teams, teams)) return;
  await put([{ op: 'put', table: 'people', row: { ...row, name, roles, teams } }]);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}

function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
