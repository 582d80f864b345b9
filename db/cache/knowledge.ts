import type { ArticleRow, Fact, Vote } from '#domain/knowledge/article';
import { factsNamed } from '#domain/knowledge/insertion';
import type { MacroRow } from '#domain/knowledge/macro';
import type { ArticleId, PersonId } from '#kernel/id';
import { z } from 'zod';
import { readRows } from './read-rows';
import { query, type Reader } from './sqlite';

/** By title; a company has some hundreds. */
export async function readMacros(db: Reader): Promise<readonly MacroRow[]> {
  return readRows(db, 'macros', { sql: 'select * from macros order by "title", "id"', bindings: [] });
}

const factRow = z.object({ name: z.string(), text: z.string(), validUntil: z.number().nullable() });

/** Facts that these texts name, out of articles that may be sent to customers; of several with one name the newest article's. */
export async function readFactsNamed(db: Reader, texts: readonly string[]): Promise<readonly Fact[]> {
  const names = texts.flatMap(factsNamed);
  if (names.length === 0) return [];
  const sql = `select fact."value" ->> '$.name' as "name", fact."value" ->> '$.text' as "text", fact."value" ->> '$.validUntil' as "validUntil"
    from articles, json_each(articles."facts") as fact where articles."audience" = 'customers' order by articles."updatedAt"`;
  return z.array(factRow).parse(await query(db, { sql, bindings: [] }));
}

export async function readArticles(db: Reader): Promise<readonly ArticleRow[]> {
  return readRows(db, 'articles', { sql: 'select * from articles order by "title", "id"', bindings: [] });
}

export type Votes = { readonly useful: number; readonly useless: number; readonly own: Vote | null };

const counted = z.tuple([z.object({ useful: z.int(), useless: z.int(), own: z.enum(['useful', 'useless']).nullable() })]);

export async function readVotes(db: Reader, article: ArticleId, person: PersonId): Promise<Votes> {
  const sql = `select coalesce(sum("value" = 'useful'), 0) as "useful", coalesce(sum("value" = 'useless'), 0) as "useless", max(iif("person" = ?, "value", null)) as "own"
    from votes where "article" = ?`;
  return counted.parse(await query(db, { sql, bindings: [person, article] }))[0];
}
