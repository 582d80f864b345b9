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
const ranked = rows.element.extend({ weight: z.number(), length: z.int(), last: z.int() });

/** Questions of the past of one team that share rare words with this one, nearest first. */
export async function precedentsLike(db: Reader, { question, team, most }: { readonly question: string; readonly team: TeamId; readonly most: number }): Promise<readonly PrecedentRow[]> {
  const counts = countsOf(db);
  const words = bounded(await rarest(db, counts, [...new Set(stemsOf(question))]));
  if (words.length === 0) return [];
  const sqlOfWords = words.map(() => 'select rowid, ? as "weight" from precedent_words where precedent_words match ?').join(' union all ');
  const sql = `select p."conversation", p."team", p."question", p."reply", p."answer", p."at", w."weight", length(p."stems") - length(replace(p."stems", ' ', '')) + 1 as "length",
      (select max("id") from precedents) as "last"
    from (select rowid, sum("weight") as "weight" from (${sqlOfWords}) group by rowid order by sum("weight") desc limit ?) w
    join precedents p on p."id" = w.rowid where p."team" = ?`;
  const bindings = words.flatMap(({ term, rows: found }) => [rarityOf(found), `"${term.replaceAll('"', '')}"`]);
  const found = z.array(ranked).parse(await query(db, { sql, bindings: [...bindings, mostFound, team] }));
  const last = found[0]?.last ?? 0;
  if (last > counts.last * 1.1) counted.set(db, { last, rows: new Map() });
  return nearest(found).slice(0, most);
}

/** How many questions have a stem, counted when there were `last` of them: counting walks all of them, and a tenth more changes no choice. Those that none has are looked for each time. */
type Counts = { readonly last: number; readonly rows: Map<string, number> };

const counted = new WeakMap<Reader, Counts>();
const mostCounted = 20_000;

function countsOf(db: Reader): Counts {
  const known = counted.get(db);
  if (known !== undefined && known.rows.size < mostCounted) return known;
  const fresh: Counts = { last: known?.last ?? 0, rows: new Map() };
  counted.set(db, fresh);
  return fresh;
}

/** The stems that some question has, the rarest first. */
async function rarest(db: Reader, { rows: known }: Counts, stems: readonly string[]): Promise<z.infer<typeof terms>> {
  const unknown = stems.filter((stem) => !known.has(stem));
  if (unknown.length > 0) {
    const sql = 'select "term", "doc" as "rows" from precedent_terms where "term" in (select "value" from json_each(?))';
    for (const { term, rows: found } of terms.parse(await query(db, { sql, bindings: [JSON.stringify(unknown)] }))) known.set(term, found);
  }
  const found = stems.map((term) => ({ term, rows: known.get(term) ?? 0 })).filter((one) => one.rows > 0);
  return found.toSorted((one, other) => one.rows - other.rows).slice(0, mostTerms);
}

/** So that ordering needs to know nothing of how many questions there are: only the order of the sums counts. */
const allQuestions = 1_000_000;

function rarityOf(found: number): number {
  return Math.log(1 + (allQuestions - found + 0.5) / (found + 0.5));
}

const [saturation, lengthShare] = [1.2, 0.75];

/**
 * By BM25 of words that stand once in each: what SQLite's own ranking does too, but that one reads the words of every row it finds
 * again, because where they stand is not stored.
 */
function nearest(found: readonly z.infer<typeof ranked>[]): readonly PrecedentRow[] {
  const average = found.reduce((sum, { length }) => sum + length, 0) / Math.max(1, found.length);
  const scoreOf = ({ weight, length }: z.infer<typeof ranked>): number => weight / (1 + saturation * (1 - lengthShare + (lengthShare * length) / average));
  return found
    .map((row) => ({ row, score: scoreOf(row) }))
    .toSorted((one, other) => other.score - one.score)
    .map(({ row: { weight: _weight, length: _length, last: _last, ...row } }) => row);
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

/** Enough of a conversation for its first question and answer; how it ended, its lines between the messages say, wherever they stand. */
const mostMessages = 60;

export function messagesOfFinished(db: Reader, conversation: ConversationId): Promise<readonly MessageRow[]> {
  return readRows(db, 'messages', {
    sql: `select * from (select * from messages where "conversation" = ? order by "at", "id" limit ?)
      union select * from messages where "conversation" = ? and "part" ->> '$.kind' = 'event' order by "at", "id"`,
    bindings: [conversation, mostMessages, conversation],
  });
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
