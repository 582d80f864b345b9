import { articleVersion, articleVersions, articleWritten } from '#contract/article';
import type { KnowledgeRequestName } from '#contract/knowledge-requests';
import type { Failure } from '#contract/failures';
import type { ArticleId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { z } from 'zod';
import { folderOf } from '../access/left-places';
import { onDisk } from '../disk-failure';
import { mutating } from '../mutate';
import type { Place } from '../place';
import { serverAsker } from '../server-asker';
import type { Handlers } from '../verbs';
import { keepArticleDraft, readArticleDraft, type DraftsFolder } from './article-drafts';

/** What a person does with what the company knows. Only the server may say that an article is written: two may write at once. */
export function knowledgeRequests(atWork: () => Place | null, home: string): Pick<Handlers, KnowledgeRequestName> {
  const mutate = mutating(atWork);
  const ask = serverAsker(atWork);
  const at = (article: ArticleId, rest = ''): string => `/articles/${encodeURIComponent(article)}${rest}`;
  const inPlace = async <Value>(work: (drafts: DraftsFolder) => Promise<Value>): Promise<Outcome<Value, Failure>> => {
    const place = atWork();
    return place === null ? refused('access.signedOut') : onDisk(() => work({ folder: folderOf(home, place.me), setAside: () => place.tell('article.setAside') }));
  };
  return {
    'article.vote': async (vote) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : mutate({ name: 'article.vote', args: { ...vote, person: place.me.id } });
    },
    'article.save': ({ article, revision, content }) =>
      article === null ? ask({ method: 'POST', path: '/articles', body: content }, articleWritten) : ask({ method: 'PUT', path: at(article), body: { ...content, revision } }, articleWritten),
    'article.remove': ({ article }) => ask({ method: 'DELETE', path: at(article) }, z.null()),
    'article.versions': ({ article }) => ask({ method: 'GET', path: at(article, '/versions') }, articleVersions),
    'article.version': ({ article, revision }) => ask({ method: 'GET', path: at(article, `/versions/${revision}`) }, articleVersion),
    'article.draft': ({ article }) => inPlace((drafts) => readArticleDraft(drafts, article ?? 'new')),
    'article.keep': async ({ article, draft }) => {
      const kept = await inPlace((drafts) => keepArticleDraft(drafts, article ?? 'new', draft));
      return kept.ok ? done(null) : kept;
    },
  };
}
