import type { MessageRow } from '#domain/conversation/message';
import { stemsOf } from '#domain/suggestion/passage-index';
import type { ConversationId, TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { conversationId, teamId } from '#contract/ids';
import { z } from 'zod';
import { readRows } from './read-rows';
import { query, run, type Reader, type Writer } from './sqlite';

/** A question of the past and its answer. `answer`: the key of the stored text that the reply was made from, if it was. */
export type PrecedentRow = {
  readonly conversation: ConversationId;
  readonly team: TeamId;
  readonly question: string;
  readonly reply: string;
  readonly answer: string | null;
  readonly at: Instant;
};

const rows = z.array(z.object({ conversation: conversationId, team: teamId, question: z.string(), reply: z.string(), answer: z.string().nullable(), at: z.number() }));

export async function addPrecedents(tx: Writer, added: readonly PrecedentRow[]): Promise<void> {
  for (const { conversation, team, question, reply, answer, at } of added) {
    const sql = 'insert into precedents ("conversation", "team", "question", "stems", "reply", "answer", "at") values (?, ?, ?, ?, ?, ?, ?)';
    await run(tx, { sql, bindings: [conversation, team, question, [...new Set(stemsOf(question))].join(' '), reply, answer, at] });
  }
}

/** Rare words find: they are asked for, the rarest first, until so many rows would be looked at. */
const mostTerms = 12;
const mostRows = 2000;
const mostFound = 120;

const terms = z.array(z.object({ term: z.string(), rows: z.int() }));

/** Questions of the past of one team that share rare words with this one, nearest first. */
export async function precedentsLike(db: Reader, { question, team, most }: { readonly question: string; readonly team: TeamId; readonly most: number }): Promise<readonly PrecedentRow[]> {
  const asked = JSON.stringify([...new Set(stemsOf(question))]);
  const rare = terms.parse(await query(db, { sql: 'select "term", "doc" as "rows" from precedent_terms where "term" in (select "value" from json_each(?)) order by "doc" limit ?', bindings: [asked, mostTerms] }));
  if (rare.length === 0) return [];
  const match = bounded(rare).map(({ term }) => `"${term.replaceAll('"', '')}"`).join(' OR ');
  const sql = `select p."conversation", p."team", p."question", p."reply", p."answer", p."at"
    from (select rowid, rank from precedent_words where precedent_words match ? order by rank limit ?) w
    join precedents p on p."id" = w.rowid where p."team" = ? order by w.rank limit ?`;
  return rows.parse(await query(db, { sql, bindings: [match, mostFound, team, most] }));
}

/** At least the rarest. */
function bounded(rare: z.infer<typeof terms>): z.infer<typeof terms> {
  let rows = 0;
  return rare.filter((one, place) => {
    rows += one.rows;
    return place === 0 || rows <= mostRows;
  });
}

/** A finished conversation that nobody has looked at in its present state. */
export type Finished = { readonly conversation: ConversationId; readonly team: TeamId; readonly customer: string; readonly at: Instant; readonly version: number; readonly isSpam: boolean };
/** Where a walk through the finished ones, newest first, stands. */
export type Walk = { readonly at: Instant; readonly id: string };

const walked = z.array(z.object({ id: conversationId, team: teamId, at: z.number(), customer: z.string().nullable(), version: z.int(), read: z.int().nullable(), isSpam: z.int() }));

/** The next finished conversations of a walk that are new or changed; `next` null at its end. One step looks at few rows. */
export async function nextFinished(db: Reader, from: Walk, step: number): Promise<{ readonly found: readonly Finished[]; readonly next: Walk | null }> {
  const sql = `select c."id", c."team", c."lastMessageAt" as "at", u."name" as "customer", k."version", r."version" as "read", k."state" ->> '$.spam' is not null as "isSpam"
    from (select * from conversations where "finished" = 1 and ("lastMessageAt", "id") < (?, ?) order by "lastMessageAt" desc, "id" desc limit ?) c
    join cases k on k."id" = c."case" left join customers u on u."id" = c."customer" left join precedents_read r on r."conversation" = c."id"`;
  const seen = walked.parse(await query(db, { sql, bindings: [from.at, from.id, step] }));
  const last = seen.at(-1);
  const found = seen.filter(({ read, version }) => read !== version).map(({ id, team, at, customer, version, isSpam }) => ({ conversation: id, team, customer: customer ?? '', at, version, isSpam: isSpam === 1 }));
  return { found, next: last === undefined || seen.length < step ? null : { at: last.at, id: last.id } };
}

/** Enough of a conversation for its first question and answer, and to see how it ended. */
const mostMessages = 60;

export function messagesOfFinished(db: Reader, conversation: ConversationId): Promise<readonly MessageRow[]> {
  return readRows(db, 'messages', { sql: 'select * from messages where "conversation" = ? order by "at", "id" limit ?', bindings: [conversation, mostMessages] });
}

/** Writes down what was learned of conversations, in the place of what was learned before; `learned` may be of none of them. */
export async function keepPrecedents(tx: Writer, looked: readonly Finished[], learned: readonly PrecedentRow[]): Promise<void> {
  for (const { conversation, version } of looked) {
    await run(tx, { sql: 'delete from precedents where "conversation" = ?', bindings: [conversation] });
    await run(tx, { sql: 'insert into precedents_read ("conversation", "version") values (?, ?) on conflict do update set "version" = excluded."version"', bindings: [conversation, version] });
  }
  await addPrecedents(tx, learned);
}

/** What goes on has not ended well yet. True where something was known of such a conversation. */
export async function forgetReopened(tx: Writer): Promise<boolean> {
  const sqlGoesOn = '"conversation" in (select "id" from conversations where "finished" = 0)';
  const known = await query(tx, { sql: `delete from precedents where ${sqlGoesOn} returning 1`, bindings: [] });
  await run(tx, { sql: `delete from precedents_read where ${sqlGoesOn}`, bindings: [] });
  return known.length > 0;
}

const uses = z.array(z.object({ answer: z.string(), times: z.int() }));

/** How often each stored text answered a question. */
export async function timesUsed(db: Reader): Promise<ReadonlyMap<string, number>> {
  const found = uses.parse(await query(db, { sql: 'select "answer", count(*) as "times" from precedents where "answer" is not null group by "answer" limit 5000', bindings: [] }));
  return new Map(found.map(({ answer, times }) => [answer, times]));
}
