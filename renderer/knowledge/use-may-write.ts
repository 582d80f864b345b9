import { mayWriteKnowledge } from '#domain/knowledge/article';
import { useMe } from '../kit/me';

/** Whether the person may write articles. */
export function useMayWrite(): boolean {
  return mayWriteKnowledge(useMe().roles);
}
