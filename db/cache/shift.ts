import { liveChannels } from '#domain/conversation/end-lease';
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

export function readStates(db: Reader): Promise<readonly AgentStateRow[]> {
  return readRows(db, 'agent_states', { sql: 'select * from agent_states', bindings: [] });
}
