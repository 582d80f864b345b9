import { refused } from '#kernel/outcome';
import { mutating } from '../mutate';
import type { Place } from '../place';
import type { Handlers } from '../verbs';

export function knowledgeRequests(atWork: () => Place | null): Pick<Handlers, 'article.vote'> {
  const mutate = mutating(atWork);
  return {
    'article.vote': async (vote) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : mutate({ name: 'article.vote', args: { ...vote, person: place.me.id } });
    },
  };
}
