import { readRows } from '#db/cache/read-rows';
import { query, type Reader } from '#db/cache/sqlite';
import type { Fact } from '#domain/knowledge/article';
import { isMacroFor } from '#domain/knowledge/macro';
import { gramsOf } from '#domain/matching/grams';
import type { Passage } from '#domain/suggestion/passage';
import { PassageIndex } from '#domain/suggestion/passage-index';
import { passageOfMacro, passagesOfArticle } from '#domain/suggestion/sources';
import { sameText, shareOf } from '#domain/suggestion/varied';
import type { TeamId } from '#kernel/id';
import { setImmediate } from 'node:timers/promises';

/** Everything that the company has written down for answers, found by words and letters. */
export type Shelf = { readonly sign: string; readonly index: PassageIndex; readonly facts: ReadonlyMap<string, readonly Fact[]> };

export const emptyShelf: Shelf = { sign: '', index: new PassageIndex(), facts: new Map() };

/** Beyond so many the newest stand on the shelf. */
const mostRows = 5000;
const atATime = 20;

/** Changes whenever an article or a macro does. */
export async function signOf(db: Reader): Promise<string> {
  const sql = `select (select count(*) || '.' || coalesce(sum("version"), 0) from articles) as "articles", (select count(*) || '.' || coalesce(sum("version"), 0) from macros) as "macros"`;
  return JSON.stringify(await query(db, { sql, bindings: [] }));
}

/** Other work goes on between the pieces. */
export async function fillShelf(db: Reader, sign: string, teams: readonly TeamId[]): Promise<Shelf> {
  const articles = await readRows(db, 'articles', { sql: 'select * from articles order by "updatedAt" desc limit ?', bindings: [mostRows] });
  const macros = await readRows(db, 'macros', { sql: 'select * from macros order by "updatedAt" desc limit ?', bindings: [mostRows] });
  const passages = [...macros.filter((macro) => isMacroFor(macro, teams)).flatMap(passageOfMacro), ...articles.flatMap(passagesOfArticle)];
  const index = new PassageIndex();
  for (const [place, passage] of passages.entries()) {
    index.add(passage);
    if (place % atATime === atATime - 1) await setImmediate();
  }
  return { sign, index, facts: new Map(articles.map(({ id, facts }) => [id, facts])) };
}

/** The stored text that a reply was made from, or null. */
export function origin({ index }: Shelf, reply: string): Passage | null {
  const { bodyWords } = index.like(reply);
  let best = 0;
  for (const [place, score] of bodyWords.entries()) if (score > (bodyWords[best] ?? 0)) best = place;
  const passage = index.passages[best];
  return passage !== undefined && shareOf(gramsOf(passage.text), gramsOf(reply)) >= sameText ? passage : null;
}
