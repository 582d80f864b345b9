import { personId, teamId } from '#contract/ids';
import { teamHours } from '#contract/team';
import type { TeamHours } from '#domain/hours/team-hours';
import type { QueueId, PersonId, TeamId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { reopenWindow } from '#domain/conversation/case';
import { searchable } from '#kernel/text';
import { z } from 'zod';
import type { Reader, Writer } from './open';

type Named = { readonly tenant: TenantId; readonly team: TeamId };

const listed = z.array(z.object({ id: teamId, name: z.string(), isArchived: z.boolean(), hours: teamHours.nullable() }));

export async function teamsOf(db: Reader, tenant: TenantId): Promise<z.infer<typeof listed>> {
  const answer: { rows: unknown } = await db.raw(
    `select team.id, team.name, team."isArchived", open.hours
     from (select id, name, false as "isArchived" from teams where tenant = ? union all select id, name, true from archived_teams where tenant = ?) as team
     left join team_hours as open on open.tenant = ? and open.team = team.id order by team."isArchived", team.name, team.id`,
    [tenant, tenant, tenant],
  );
  return listed.parse(answer.rows);
}

/** Whether another team or queue of the company is called so. PostgreSQL may not know the case of every letter. */
export async function isNameTaken(tx: Writer, tenant: TenantId, named: { readonly table: 'teams' | 'queues'; readonly name: string; readonly except: string | null }): Promise<boolean> {
  const names = z.array(z.string()).parse(await tx(named.table).where({ tenant }).whereNot('id', named.except ?? '').pluck('name'));
  return names.some((name) => searchable(name) === searchable(named.name));
}

export async function membersOf(tx: Writer, { tenant, team }: Named): Promise<readonly PersonId[]> {
  return z.array(personId).parse(await tx('people').where({ tenant }).whereRaw('jsonb_exists(teams, ?)', [team]).orderBy('id').pluck('id'));
}

export async function hasQueues(tx: Writer, { tenant, team }: Named): Promise<boolean> {
  return (await tx('queues').where({ tenant, team }).first('id')) !== undefined;
}

/** Whether there is work left for the team: what is not finished, and what its customer may open again. */
export async function hasWork(tx: Writer, { tenant, team }: Named, now: Instant): Promise<boolean> {
  const found: unknown = await tx('cases')
    .where({ tenant, team })
    .whereRaw(`(state->>'status' not in ('resolved', 'closed') or (state->>'status' = 'resolved' and (state->>'at')::bigint >= ?))`, [now - reopenWindow])
    .first('id');
  return found !== undefined;
}

const archived = z.object({ id: teamId, name: z.string() });

export async function findArchived(db: Reader, { tenant, team }: Named): Promise<z.infer<typeof archived> | null> {
  const found: unknown = await db('archived_teams').where({ tenant, id: team }).first('id', 'name');
  return found === undefined ? null : archived.parse(found);
}

export async function archiveTeam(tx: Writer, { tenant, team }: Named, as: { readonly name: string; readonly at: Instant }): Promise<void> {
  await tx('archived_teams').insert({ tenant, id: team, ...as });
}

/** False when somebody else was faster. */
export async function unarchiveTeam(tx: Writer, { tenant, team }: Named): Promise<boolean> {
  return (await tx('archived_teams').where({ tenant, id: team }).delete()) > 0;
}

export async function keepTeamHours(db: Reader, { tenant, team }: Named, hours: TeamHours | null): Promise<void> {
  if (hours === null) await db('team_hours').where({ tenant, team }).delete();
  else await db('team_hours').insert({ tenant, team, hours: JSON.stringify(hours) }).onConflict(['tenant', 'team']).merge(['hours']);
}

type NamedQueue = { readonly tenant: TenantId; readonly queue: QueueId };

/** Whether an unfinished conversation waits or is worked on in the queue. */
export async function hasOpenConversations(tx: Writer, { tenant, queue }: NamedQueue): Promise<boolean> {
  const found: unknown = await tx('conversations as talk')
    .join('cases as of', (on) => on.on('of.tenant', 'talk.tenant').on('of.id', 'talk.case'))
    .where({ 'talk.tenant': tenant, 'talk.queue': queue })
    .whereRaw(`of.state->>'status' not in ('resolved', 'closed')`)
    .first('talk.id');
  return found !== undefined;
}

/** Whether a channel leads to the queue, or a conversation was ever in it. */
export async function isQueueUsed(tx: Writer, { tenant, queue }: NamedQueue): Promise<boolean> {
  const channel: unknown = await tx('channels').where({ tenant, queue }).first('id');
  return channel !== undefined || (await tx('conversations').where({ tenant, queue }).first('id')) !== undefined;
}

