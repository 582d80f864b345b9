import { liveChannels } from '#domain/conversation/end-lease';
import type { AgentDayRow } from '#domain/shift/agent-day';
import type { AgentStateRow } from '#domain/shift/agent-state';
import type { PersonId } from '#kernel/id';
import { z } from 'zod';
import { readRows } from './read-rows';
import { query, type Reader } from './sqlite';

const counted = z.tuple([z.object({ contacts: z.int() })]);

/** Customers of this person who wait on the other side. */
export async function countContacts(db: Reader, person: PersonId): Promise<number> {
  const sql = `select count(*) as "contacts" from conversations where "finished" = 0 and "assignee" = ? and "kind" in (select "value" from json_each(?))`;
  return counted.parse(await query(db, { sql, bindings: [person, JSON.stringify(liveChannels)] }))[0].contacts;
}

/** Eight weeks. */
const mostDays = 57;

export function readDays(db: Reader, person: PersonId): Promise<readonly AgentDayRow[]> {
  return readRows(db, 'agent_days', { sql: 'select * from agent_days where "person" = ? order by "date" desc limit ?', bindings: [person, mostDays] });
}

export function readStates(db: Reader): Promise<readonly AgentStateRow[]> {
  return readRows(db, 'agent_states', { sql: 'select * from agent_states', bindings: [] });
}
