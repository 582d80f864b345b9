import type { TeamValues } from '#contract/team';
import { forgetKeptTeam, holdStaff, openAccounts } from '#db/central/staff';
import type { Writer } from '#db/central/open';
import { lockRow, lockRows } from '#db/central/rows';
import { archiveTeam, hasQueues, hasWork, isNameTaken, membersOf, unarchiveTeam } from '#db/central/teams';
import type { PersonRow } from '#domain/access/person';
import type { RowChange } from '#domain/tables';
import { id, type PersonId, type TeamId, type TenantId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import type { Commit } from '../sync/commit';

type Named = { readonly tenant: TenantId; readonly team: TeamId };
type Refused = 'team.absent' | 'team.nameTaken' | 'person.absent';

export async function addTeam(commit: Commit, tenant: TenantId, { name, members }: TeamValues): Promise<Outcome<{ readonly team: TeamId }, Refused>> {
  const team = id('team', randomUUID());
  return commit(tenant, async (tx, _now, put) => {
    await holdStaff(tx, tenant);
    const moved = await movedPeople(tx, { tenant, team }, members);
    if (moved === null) return refused('person.absent');
    if (await isNameTaken(tx, tenant, { table: 'teams', name, except: null })) return refused('team.nameTaken');
    const people = moved.map((person): RowChange => ({ op: 'put', table: 'people', row: person }));
    await put([{ op: 'put', table: 'teams', row: { id: team, name, version: 0 } }, ...people]);
    return done({ team });
  });
}

export async function changeTeam(commit: Commit, named: Named, { name, members }: TeamValues): Promise<Outcome<{ readonly left: readonly PersonId[] }, Refused>> {
  const { tenant, team } = named;
  return commit(tenant, async (tx, _now, put) => {
    await holdStaff(tx, tenant);
    const row = await lockRow(tx, tenant, { table: 'teams', id: team });
    if (row === null) return refused('team.absent');
    const moved = await movedPeople(tx, named, members);
    if (moved === null) return refused('person.absent');
    if (await isNameTaken(tx, tenant, { table: 'teams', name, except: team })) return refused('team.nameTaken');
    const renamed: readonly RowChange[] = row.name === name ? [] : [{ op: 'put', table: 'teams', row: { ...row, name } }];
    const people = moved.map((person): RowChange => ({ op: 'put', table: 'people', row: person }));
    if (renamed.length + people.length > 0) await put([...renamed, ...people]);
    return done({ left: moved.filter(({ teams }) => !teams.includes(team)).map((person) => person.id) });
  });
}

/** Who comes into the team, and who leaves it; null where somebody who is to come may not sign in here. */
async function movedPeople(tx: Writer, { tenant, team }: Named, members: readonly PersonId[]): Promise<readonly PersonRow[] | null> {
  const before = await membersOf(tx, { tenant, team });
  const coming = members.filter((member) => !before.includes(member));
  const open = await openAccounts(tx, tenant, coming);
  if (coming.some((member) => !open.has(member))) return null;
  const moved = [...new Set([...coming, ...before.filter((member) => !members.includes(member))])];
  const people = await lockRows(tx, tenant, { table: 'people', ids: moved });
  return people.map((row) => inOrOut(row, team));
}

function inOrOut(row: PersonRow, team: TeamId): PersonRow {
  return { ...row, teams: row.teams.includes(team) ? row.teams.filter((one) => one !== team) : [...row.teams, team] };
}

type InUse = 'team.absent' | 'team.hasPeople' | 'team.hasQueues' | 'team.hasWork';

/** Only an empty team: what its customers still wait for would be seen by nobody. */
export async function archive(commit: Commit, named: Named): Promise<Outcome<null, InUse>> {
  const { tenant, team } = named;
  return commit(tenant, async (tx, now, put) => {
    await holdStaff(tx, tenant);
    const row = await lockRow(tx, tenant, { table: 'teams', id: team });
    if (row === null) return refused('team.absent');
    if ((await membersOf(tx, named)).length > 0) return refused('team.hasPeople');
    if (await hasQueues(tx, named)) return refused('team.hasQueues');
    if (await hasWork(tx, named, now)) return refused('team.hasWork');
    await archiveTeam(tx, named, { name: row.name, at: now });
    await forgetKeptTeam(tx, tenant, team);
    await put([{ op: 'remove', table: 'teams', id: team }]);
    return done(null);
  });
}

export async function restore(commit: Commit, named: Named, name: string): Promise<Outcome<null, Refused>> {
  const { tenant, team } = named;
  return commit(tenant, async (tx, _now, put) => {
    await holdStaff(tx, tenant);
    if (await isNameTaken(tx, tenant, { table: 'teams', name, except: null })) return refused('team.nameTaken');
    if (!(await unarchiveTeam(tx, named))) return refused('team.absent');
    await put([{ op: 'put', table: 'teams', row: { id: team, name, version: 0 } }]);
    return done(null);
  });
}
