import { conversationId, personId, teamId, tenantId } from '#contract/ids';
import { suggestionEvent } from '#contract/suggestion-events';
import type { SuggestionEvent } from '#domain/suggestion/feedback';
import type { ConversationId, PersonId, TeamId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

type Telling = { readonly tenant: TenantId; readonly person: PersonId; readonly teams: readonly TeamId[] };

const seen = z.array(z.object({ id: conversationId, team: teamId }));

/** Adds what is not there yet, of conversations in these teams. */
export async function addSuggestionEvents(tx: Writer, { tenant, person, teams }: Telling, events: readonly SuggestionEvent[]): Promise<void> {
  const named = [...new Set(events.map(({ conversation }) => conversation))];
  const found = seen.parse(await tx('conversations').where({ tenant }).whereIn('id', named).whereIn('team', [...teams]).select('id', 'team'));
  const teamOf = new Map<ConversationId, TeamId>(found.map(({ id, team }) => [id, team]));
  const rows = events.flatMap(({ evidence, ...event }) => {
    const team = teamOf.get(event.conversation);
    return team === undefined ? [] : [{ ...event, tenant, person, team, evidence: evidence === null ? null : JSON.stringify(evidence) }];
  });
  if (rows.length > 0) await tx('suggestion_events').insert(rows).onConflict().ignore();
}

const told = z.array(suggestionEvent.extend({ at: z.coerce.number(), person: personId }));

/** What the people of a company told since then, oldest first, and of that the newest. */
export async function suggestionEventsSince(db: Reader, tenant: TenantId, { since, most }: { readonly since: Instant; readonly most: number }): Promise<z.infer<typeof told>> {
  const columns = [...Object.keys(suggestionEvent.shape), 'person'];
  const rows: unknown[] = await db('suggestion_events').where({ tenant }).where('at', '>=', since).orderBy([{ column: 'at', order: 'desc' }, 'person', 'question', 'key', 'deed']).limit(most).select(columns);
  return told.parse(rows.toReversed());
}

const companies = z.array(z.object({ tenant: tenantId, events: z.coerce.number() }));

/** Companies of which something was told, and how much. */
export async function companiesThatTold(db: Reader): Promise<z.infer<typeof companies>> {
  return companies.parse(await db('suggestion_events').groupBy('tenant').orderBy('tenant').select('tenant').count({ events: '*' }));
}

export async function forgetSuggestionEvents(db: Reader, before: Instant): Promise<void> {
  await db('suggestion_events').where('at', '<', before).delete();
}
