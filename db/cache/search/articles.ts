import type { ArticleHit } from '#contract/search';
import { articleId } from '#contract/ids';
import { excerptOf } from '#domain/search/excerpt';
import { readFor } from '#domain/search/marks';
import type { Term } from '#domain/search/query';
import { z } from 'zod';
import { query, type Reader } from '../sqlite';
import { markedText } from './conversations';
import { matchOf, numbersOf } from './match';

const candidates = 40;
const excerptLength = 160;
/** A title says what an article is about. */
const titleWeight = 2;

const sections = z.array(z.object({ heading: z.string(), text: z.string() }));
const rows = z.array(z.object({ id: articleId, title: z.string(), language: z.enum(['ru', 'en']).nullable(), audience: z.enum(['customers', 'staff']), sections: z.string() }));

/** What the company knows about it. */
export async function findArticles(db: Reader, terms: readonly Term[], limit: number): Promise<{ readonly hits: readonly ArticleHit[]; readonly more: boolean }> {
  const match = matchOf(terms);
  if (match === null) return { hits: [], more: false };
  const [first, last] = numbersOf('articles');
  const sql = `select articles."id", "title", "language", "audience", "sections" from (select rowid as "number" from title_words where title_words match ? and rowid between ? and ? order by rowid desc limit ?) as hit
    cross join searched on searched."number" = hit."number" cross join articles on articles."id" = searched."id"`;
  const found = rows.parse(await query(db, { sql, bindings: [match, first, last, candidates] })).map((row) => {
    const text = sections.parse(JSON.parse(row.sections)).map((section) => `${section.heading}\n${section.text}`).join('\n');
    const inText = readFor(text, terms);
    return { row, excerpt: excerptOf(text, inText.marks, excerptLength), weight: readFor(row.title, terms).weight * titleWeight + inText.weight };
  });
  const best = found.toSorted((one, other) => other.weight - one.weight);
  const hits = best.slice(0, limit).map(({ row: { id, title, language, audience }, excerpt }) => ({ id, title: markedText(title, terms), language, audience, excerpt }));
  return { hits, more: best.length > limit };
}
