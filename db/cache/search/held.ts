import type { Older } from '#contract/search';
import { z } from 'zod';
import { query, type Reader } from '../sqlite';

const ids = z.array(z.object({ id: z.string() }));

/** What this copy holds was found here. */
export async function withoutHeld(db: Reader, found: Older): Promise<Older> {
  const asked = JSON.stringify([...found.messages.map(({ id }) => id), ...found.conversations.map(({ id }) => id)]);
  const sql = `select "id" from messages where "id" in (select "value" from json_each(?)) union all select "id" from conversations where "id" in (select "value" from json_each(?))`;
  const held = new Set<string>(ids.parse(await query(db, { sql, bindings: [asked, asked] })).map(({ id }) => id));
  return { ...found, messages: found.messages.filter(({ id }) => !held.has(id)), conversations: found.conversations.filter(({ id }) => !held.has(id)) };
}
