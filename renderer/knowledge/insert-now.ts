import type { ArticleRow } from '#domain/knowledge/article';
import { insertable } from '#domain/knowledge/insertion';
import { serverNow } from '../kit/clock';
import type { Insert } from './ArticleReader';

/** Puts a part of an article into the text, if it may be there at this moment: what is on the screen is up to a minute old. */
export function insertNow(text: string, { article, into, onInsert }: { readonly article: ArticleRow; readonly into: 'reply' | 'note'; readonly onInsert: Insert }): void {
  const present = insertable(text, article, { into, now: serverNow() });
  if (present.ok) onInsert(present.value, into);
}
