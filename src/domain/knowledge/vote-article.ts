import type { ArticleId, PersonId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import type { Mutator } from '../mutator';
import { voteId, type Vote, type VoteRow } from './article';

/** `person`: who says so; nobody votes for another. `vote` null takes back what they said before. */
export type VoteArticle = { readonly article: ArticleId; readonly person: PersonId; readonly vote: Vote | null };

/** Says whether an article helped. A person has one vote on each, the last that they gave. */
export const voteArticle: Mutator<VoteArticle> = {
  reads: ({ article, person }) => [
    { table: 'articles', id: article },
    { table: 'votes', id: voteId(article, person) },
  ],
  run: (rows, { article, person, vote }, { actor, now }) => {
    if (person !== actor.person) return refused('access.denied');
    if (rows.get('articles', article) === undefined) return refused('article.absent');
    const id = voteId(article, person);
    const before = rows.get('votes', id);
    if (vote === (before?.value ?? null)) return done([]);
    if (vote === null) return done([{ op: 'remove', table: 'votes', id }]);
    const row: VoteRow = { id, article, person, value: vote, at: now, version: before?.version ?? 0 };
    return done([{ op: 'put', table: 'votes', row }]);
  },
};
