import { keepVersion } from '#db/central/knowledge';
import type { Writer } from '#db/central/open';
import { lockRow } from '#db/central/rows';
import type { ArticleContent, ArticleRow } from '#domain/knowledge/article';
import { revise } from '#domain/knowledge/revise';
import type { ArticleId, PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, type Outcome } from '#kernel/outcome';
import type { PutChanges } from '../sync/commit';

export type KnowledgeWork = { readonly tx: Writer; readonly tenant: TenantId; readonly now: Instant; readonly put: PutChanges };

export type WrittenArticle = {
  readonly id: ArticleId;
  /** Which one the writer had before them; 0: none. */
  readonly revision: number;
  readonly content: ArticleContent;
  readonly by: PersonId | null;
};

/** Writes an article anew, keeps what it was, and joins it with its counterpart in the other language. */
export async function writeArticle(work: KnowledgeWork, { by, ...writing }: WrittenArticle): Promise<Outcome<ArticleRow, 'article.absent' | 'article.changed'>> {
  const { tx, tenant, now, put } = work;
  const before = await lockRow(tx, tenant, { table: 'articles', id: writing.id });
  const revised = revise(before, writing, now);
  if (!revised.ok) return revised;
  await put([{ op: 'put', table: 'articles', row: revised.value }]);
  await keepVersion(tx, tenant, { row: revised.value, by });
  return done(revised.value);
}
