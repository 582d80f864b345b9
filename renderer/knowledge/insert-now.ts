import type { ArticleRow } from '#domain/knowledge/article';
import { insertable } from '#domain/knowledge/insertion';
import { useAct } from '../kit/act';
import { serverNow } from '../kit/clock';
import { useObstacle } from '../kit/obstacle';
import type { Insert } from './ArticleReader';

type Into = { readonly article: ArticleRow; readonly into: 'reply' | 'note'; readonly onInsert: Insert };

/** Puts a part of an article into the text, if it may be there at this moment: what is on the screen is up to a minute old. Else it says why not. */
export function useInsertNow(): (text: string, into: Into) => void {
  const { tell } = useAct();
  const obstacle = useObstacle();
  return (text, { article, into, onInsert }) => {
    const present = insertable(text, article, { into, now: serverNow() });
    if (present.ok) onInsert(present.value, into);
    else tell(obstacle(present));
  };
}
