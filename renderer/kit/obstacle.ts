import type { Insertion } from '#domain/knowledge/insertion';
import { useText } from '../text/TextProvider';

/** Why a stored text stays where it is, in words. */
export function useObstacle(): (insertion: Insertion & { readonly ok: false }) => string {
  const { say, dates } = useText();
  return (insertion) => {
    switch (insertion.code) {
      case 'article.internal':
        return say('knowledge.internal');
      case 'fact.absent':
        return say('knowledge.factAbsent', { name: insertion.name });
      case 'fact.expired':
        return say('knowledge.factExpired', { name: insertion.fact.name, date: insertion.fact.validUntil === null ? '' : dates.date(insertion.fact.validUntil) });
    }
  };
}
