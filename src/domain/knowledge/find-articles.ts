import type { PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { searchable } from '#kernel/text';
import { needsReview, type ArticleRow } from './article';

export type Asked = { readonly search: string; readonly category: string | null };

/** An article with its words as they are compared; made once for each version of it. */
export type Readied = { readonly row: ArticleRow; readonly title: string; readonly text: string };

export function ready(row: ArticleRow): Readied {
  const { title, tags, category, sections, facts } = row;
  const texts = [title, ...tags, category ?? '', ...sections.flatMap((section) => [section.heading, section.text]), ...facts.flatMap((fact) => [fact.name, fact.text])];
  return { row, title: searchable(title), text: searchable(texts.join('\n')) };
}

/** Those that hold every word, those first that have them in their title; else in the order in which they came. */
export function findArticles(articles: readonly Readied[], { search, category }: Asked): readonly ArticleRow[] {
  const words = searchable(search).split(/\s+/u).filter((word) => word !== '');
  const found = articles.filter(({ row, text }) => (category === null || row.category === category) && words.every((word) => text.includes(word)));
  const inTitle = ({ title }: Readied): boolean => words.every((word) => title.includes(word));
  return [...found.filter(inTitle), ...found.filter((one) => !inTitle(one))].map(({ row }) => row);
}

/** What somebody should look at again, what has waited longest first; `owner` null: whoever owns it. */
export function dueArticles(articles: readonly Readied[], owner: PersonId | null, now: Instant): readonly Readied[] {
  return articles.filter(({ row }) => needsReview(row, now) && (owner === null || row.owner === owner)).toSorted((one, other) => dueAt(one.row) - dueAt(other.row));
}

function dueAt({ reviewAt, facts }: ArticleRow): Instant {
  return Math.min(reviewAt ?? Infinity, ...facts.map(({ validUntil }) => validUntil ?? Infinity));
}
