import type { MessageRow } from '#domain/conversation/message';
import type { ConversationId, MessageId } from '#kernel/id';
import { z } from 'zod';
import { readRows } from './read-rows';
import { query, type Reader, type Statement } from './sqlite';

/** Which answers: those after `known`, or all of the conversation where that is null; the newest `most` of them. */
export type AnswersAsked = { readonly conversation: ConversationId; readonly known: MessageId | null; readonly most: number };

/** Oldest first; `before`: how many came before these. */
export type Answers = { readonly answers: readonly MessageRow[]; readonly before: number };

type Edge = { readonly at: number; readonly id: string };

const beginning: Edge = { at: -1, id: '' };
const edges = z.array(z.object({ at: z.number(), id: z.string() }));
const counts = z.array(z.object({ n: z.int() }));

/** What the customer was told since; null where the known one is not here. What goes on to others is no answer. */
export async function readAnswersSince(db: Reader, asked: AnswersAsked): Promise<Answers | null> {
  const edge = asked.known === null ? beginning : await edgeOf(db, asked.conversation, asked.known);
  if (edge === null) return null;
  const newest = await readRows(db, 'messages', answersSince(asked, edge));
  if (newest.length < asked.most) return { answers: newest.toReversed(), before: 0 };
  const [{ n } = { n: 0 }] = counts.parse(await query(db, { sql: `select count(*) as "n" from ${sqlSince}`, bindings: [asked.conversation, edge.at, edge.id] }));
  return { answers: newest.toReversed(), before: Math.max(0, n - newest.length) };
}

const sqlSince = `messages where "conversation" = ?1 and ("at", "id") > (?2, ?3) and "part" ->> '$.kind' = 'outbound' and "part" ->> '$.forwards' is null`;

/** The text of the query; tests look at its plan. */
export function answersSince({ conversation, most }: AnswersAsked, { at, id }: Edge): Statement {
  return { sql: `select * from ${sqlSince} order by "at" desc, "id" desc limit ?4`, bindings: [conversation, at, id, most] };
}

async function edgeOf(db: Reader, conversation: ConversationId, known: MessageId): Promise<Edge | null> {
  const [found] = edges.parse(await query(db, { sql: 'select "at", "id" from messages where "id" = ? and "conversation" = ?', bindings: [known, conversation] }));
  return found ?? null;
}
