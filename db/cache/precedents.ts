import { stemsOf } from '#domain/suggestion/passage-index';
import type { ConversationId, TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { conversationId, teamId } from '#contract/ids';
import { z } from 'zod';
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
const ids = z.array(z.object({ id: z.int() }));

export async function addPrecedents(tx: Writer, added: readonly PrecedentRow[]): Promise<void> {
  for (const { conversation, team, question, reply, answer, at } of added) {
    const sql = 'insert into precedents ("conversation", "team", "question", "reply", "answer", "at") values (?, ?, ?, ?, ?, ?) returning "id"';
    const [row] = ids.parse(await query(tx, { sql, bindings: [conversation, team, question, reply, answer, at] }));
    if (row !== undefined) await run(tx, { sql: 'insert into precedent_words (rowid, "stems") values (?, ?)', bindings: [row.id, [...new Set(stemsOf(question))].join(' ')] });
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
