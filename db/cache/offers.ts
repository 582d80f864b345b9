import type { ConversationRow } from '#domain/conversation/conversation';
import type { PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { readByIds, readRows } from './read-rows';
import type { Reader } from './sqlite';

export type ShownOffer = { readonly conversation: ConversationRow; readonly customerName: string };

/** More than anybody is offered at once. */
const most = 20;

/** As the condition of the index says it, so that it answers. */
export const sqlOffered = `"offer" is not null and "offer" ->> '$.ended' is null`;

/** Offers that wait for this person's answer. */
export async function offersTo(db: Reader, person: PersonId): Promise<readonly ShownOffer[]> {
  return withNames(db, await readRows(db, 'conversations', { sql: `select * from conversations where ${sqlOffered} and "offer" ->> '$.to' = ? order by "offer" ->> '$.at', "id" limit ?`, bindings: [person, most] }));
}

/** Offers that this person made and that ended since a moment. */
export async function offersEnded(db: Reader, person: PersonId, since: Instant): Promise<readonly ShownOffer[]> {
  const sql = `select * from conversations where "offer" ->> '$.by' = ? and "offer" ->> '$.ended.at' > ? order by "offer" ->> '$.ended.at' desc limit ?`;
  return withNames(db, await readRows(db, 'conversations', { sql, bindings: [person, since, most] }));
}

async function withNames(db: Reader, conversations: readonly ConversationRow[]): Promise<readonly ShownOffer[]> {
  const customers = new Map((await readByIds(db, 'customers', conversations.map((row) => row.customer))).map((row) => [row.id, row]));
  return conversations.map((conversation) => ({ conversation, customerName: customers.get(conversation.customer)?.name ?? '' }));
}
