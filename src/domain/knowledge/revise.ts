import type { ArticleId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { ArticleContent, ArticleRow } from './article';

/** What becomes of an article that somebody writes. `revision`: the one that they had before them, 0 where it is new. */
export type Writing = { readonly id: ArticleId; readonly revision: number; readonly content: ArticleContent };

/** Somebody else wrote in between: nothing of theirs is written over unseen. */
export function revise(before: ArticleRow | null, { id, revision, content }: Writing, now: Instant): Outcome<ArticleRow, 'article.absent' | 'article.changed'> {
  if (before === null && revision > 0) return refused('article.absent');
  if ((before?.revision ?? 0) !== revision) return refused('article.changed');
  return done({ id, ...content, revision: revision + 1, updatedAt: now, version: before?.version ?? 0 });
}
