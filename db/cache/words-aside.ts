import { conversationId, customerId } from '#contract/ids';
import type { ConversationId, CustomerId } from '#kernel/id';
import { z } from 'zod';
import { query, run, type Reader, type Writer } from './sqlite';

/**
 * Whose words stand in the outbox's file beside its work: of a suggestion that was put into an answer, until it is known how much of it
 * was sent, and of what was refused about a card.
 */
export type WordsAside = { readonly conversations: readonly ConversationId[]; readonly customers: readonly CustomerId[] };

const conversations = z.array(z.object({ conversation: conversationId }));
const customers = z.array(z.object({ customer: customerId }));

export async function readWordsAside(db: Reader): Promise<WordsAside> {
  const inserted = conversations.parse(await query(db, { sql: 'select distinct "conversation" from suggestions_inserted', bindings: [] }));
  const refused = customers.parse(await query(db, { sql: 'select distinct "customer" from notices where "customer" is not null and "text" is not null', bindings: [] }));
  return { conversations: inserted.map(({ conversation }) => conversation), customers: refused.map(({ customer }) => customer) };
}

/** The notice stays: that something was not taken was to be told. */
export async function forgetWordsAside(tx: Writer, gone: WordsAside): Promise<void> {
  await run(tx, { sql: 'delete from suggestions_inserted where "conversation" in (select "value" from json_each(?))', bindings: [JSON.stringify(gone.conversations)] });
  await run(tx, { sql: 'update notices set "text" = null where "customer" in (select "value" from json_each(?))', bindings: [JSON.stringify(gone.customers)] });
}
