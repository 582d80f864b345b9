import { suggestionEvent } from '#contract/suggestion-events';
import type { SuggestionEvent } from '#domain/suggestion/feedback';
import type { ConversationId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import { query, run, type Reader, type Writer } from './sqlite';

/** What waits untold is bounded: the oldest goes. */
const mostWaiting = 20_000;

/** Each deed with a suggestion counts once for a question. */
export async function noteDeeds(tx: Writer, events: readonly SuggestionEvent[]): Promise<void> {
  for (const event of events) {
    await run(tx, { sql: 'insert into suggestion_events ("question", "key", "deed", "event") values (?, ?, ?, ?) on conflict do nothing', bindings: [event.question, event.key, event.deed, JSON.stringify(event)] });
  }
  await run(tx, { sql: 'delete from suggestion_events where "id" <= (select max("id") from suggestion_events) - ?', bindings: [mostWaiting] });
}

const noted = z.array(z.object({ id: z.int(), event: z.string() }));

/** What waits to be told, oldest first; `upTo` is the last of it. What cannot be read is passed over. */
export async function untoldDeeds(db: Reader, most: number): Promise<{ readonly events: readonly SuggestionEvent[]; readonly upTo: number } | null> {
  const rows = noted.parse(await query(db, { sql: 'select "id", "event" from suggestion_events order by "id" limit ?', bindings: [most] }));
  const last = rows.at(-1);
  if (last === undefined) return null;
  return { events: rows.flatMap(({ event }) => suggestionEvent.safeParse(JSON.parse(event)).data ?? []), upTo: last.id };
}

export async function forgetTold(tx: Writer, upTo: number): Promise<void> {
  await run(tx, { sql: 'delete from suggestion_events where "id" <= ?', bindings: [upTo] });
}

/** The text stands in an answer that is being written. */
export async function noteInserted(tx: Writer, event: SuggestionEvent, text: string): Promise<void> {
  const sql = `insert into suggestions_inserted ("conversation", "key", "text", "event", "at") values (?, ?, ?, ?, ?)
    on conflict do update set "text" = excluded."text", "event" = excluded."event", "at" = excluded."at", "message" = null, "kept" = null`;
  await run(tx, { sql, bindings: [event.conversation, event.key, text, JSON.stringify(event), event.at] });
}

const inserted = z.array(z.object({ key: z.string(), text: z.string() }));

/** An answer was sent as this message: how much of each inserted text is in it. */
export async function noteSent(tx: Writer, { conversation, message }: { readonly conversation: ConversationId; readonly message: string }, keptOf: (text: string) => number): Promise<void> {
  const rows = inserted.parse(await query(tx, { sql: 'select "key", "text" from suggestions_inserted where "conversation" = ? and "message" is null', bindings: [conversation] }));
  for (const { key, text } of rows) {
    await run(tx, { sql: 'update suggestions_inserted set "message" = ?, "kept" = ? where "conversation" = ? and "key" = ?', bindings: [message, keptOf(text), conversation, key] });
  }
}

/** It is being written again. */
export async function noteTakenBack(tx: Writer, messages: readonly string[]): Promise<void> {
  await run(tx, { sql: 'update suggestions_inserted set "message" = null, "kept" = null where "message" in (select "value" from json_each(?))', bindings: [JSON.stringify(messages)] });
}

const left = z.array(z.object({ event: z.string(), kept: z.number() }));

/** Takes out what has left for good, with how much of it; what was inserted before `before` and never sent is forgotten. */
export async function takeLeft(tx: Writer, { held, before }: { readonly held: readonly string[]; readonly before: Instant }): Promise<readonly { readonly event: SuggestionEvent; readonly kept: number }[]> {
  const sql = 'delete from suggestions_inserted where "message" is not null and "message" not in (select "value" from json_each(?)) returning "event", "kept"';
  const rows = left.parse(await query(tx, { sql, bindings: [JSON.stringify(held)] }));
  await run(tx, { sql: 'delete from suggestions_inserted where "message" is null and "at" < ?', bindings: [before] });
  return rows.flatMap(({ event, kept }) => {
    const parsed = suggestionEvent.safeParse(JSON.parse(event)).data;
    return parsed === undefined ? [] : [{ event: parsed, kept }];
  });
}
