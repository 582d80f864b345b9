import { articleChange, articleContent, articleVersion, articleVersions, articleWritten } from '#contract/article';
import { articleId } from '#contract/ids';
import { areOfCompany, findText, findVersion, forgetKey, lockPaired, versionsOf, votesOf } from '#db/central/knowledge';
import type { Reader } from '#db/central/open';
import { lockRow } from '#db/central/rows';
import { knowledgeWriters, type ArticleContent, type ArticleRow } from '#domain/knowledge/article';
import type { RowChange } from '#domain/tables';
import { id, type ArticleId, type PersonId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bodyInput, objectRoute, personRoute, type Route, type Subject } from '../route';
import type { Commit } from '../sync/commit';
import { writeArticle, type KnowledgeWork } from './write-article';

export type ArticlePorts = { readonly db: Reader; readonly commit: Commit };

const writers = { access: { for: 'people', roles: knowledgeWriters }, rate: { per: 'session', burst: 20, perSecond: 2 } } as const;
/** The longest article in any script, with all its facts. */
const change = { ...writers, audit: 'change', largest: 1024 * 1024 } as const;
const query = z.strictObject({});
const params = z.strictObject({ article: articleId });

const most = 100;

/** What those who write do with articles; everybody reads them in their copy. Programs do the same by key: api/thing-routes. */
export function articleRoutes({ db, commit }: ArticlePorts): readonly Route[] {
  const subject = ofCompany(db);
  return [
    personRoute({ ...change, method: 'POST', path: '/articles', input: bodyInput(articleContent), output: articleWritten, handle: ({ input: { body } }, { tenant, actor }) =>
      commit(tenant, (tx, now, put) => save({ tx, tenant, now, put }, { id: id('article', randomUUID()), revision: 0, content: body, by: actor.person })) }),
    objectRoute({ ...change, method: 'PUT', path: '/articles/:article', input: z.strictObject({ params, query, body: articleChange }), output: articleWritten, subject, handle: ({ input: { body } }, { tenant, actor }, article) => {
      const { revision, ...content } = body;
      return commit(tenant, (tx, now, put) => save({ tx, tenant, now, put }, { id: article.id, revision, content, by: actor.person }));
    } }),
    objectRoute({ ...change, method: 'DELETE', path: '/articles/:article', input: z.strictObject({ params, query, body: z.undefined() }), output: z.null(), subject, handle: (_call, { tenant }, article) =>
      commit(tenant, async (tx, _now, put) => {
        // Whoever votes at the same moment waits here, or has voted.
        if ((await lockRow(tx, tenant, { table: 'articles', id: article.id })) === null) return refused('article.absent');
        const votes = await votesOf(tx, tenant, article.id);
        const paired = await lockPaired(tx, tenant, [article.id]);
        await forgetKey(tx, tenant, { table: 'articles', id: article.id });
        await put([...votes.map((vote): RowChange => ({ op: 'remove', table: 'votes', id: vote })), ...alone(paired), { op: 'remove', table: 'articles', id: article.id }]);
        return done(null);
      }) }),
    objectRoute({ ...writers, method: 'GET', path: '/articles/:article/versions', audit: 'read', input: z.strictObject({ params, query, body: z.undefined() }), output: articleVersions, subject, handle: async (_call, { tenant }, article) => {
      const found = await versionsOf(db, tenant, { article: article.id, most: most + 1 });
      return done({ versions: found.slice(0, most), more: found.length > most });
    } }),
    objectRoute({
      ...writers,
      method: 'GET',
      path: '/articles/:article/versions/:revision',
      audit: 'read',
      input: z.strictObject({ params: params.extend({ revision: z.coerce.number().int().positive().max(1_000_000_000) }), query, body: z.undefined() }),
      output: articleVersion,
      subject,
      handle: async ({ input }, { tenant }, article) => {
        const found = await findVersion(db, tenant, { article: article.id, revision: input.params.revision });
        return found === null ? refused('article.absent') : done(found);
      },
    }),
  ];
}

type Saving = { readonly id: ArticleId; readonly revision: number; readonly content: ArticleContent; readonly by: PersonId };

/** Both articles of a pair name each other. */
async function save(work: KnowledgeWork, saving: Saving): Promise<Outcome<z.infer<typeof articleWritten>, 'article.absent' | 'article.changed' | 'person.absent'>> {
  const { tx, tenant, put } = work;
  const { owner, counterpart } = saving.content;
  if (owner !== null && !(await areOfCompany(tx, tenant, { table: 'people', ids: [owner] }))) return refused('person.absent');
  const other = counterpart === null || counterpart === saving.id ? null : await lockRow(tx, tenant, { table: 'articles', id: counterpart });
  if (counterpart !== null && counterpart !== saving.id && other === null) return refused('article.absent');
  const written = await writeArticle(work, { ...saving, content: { ...saving.content, counterpart: other?.id ?? null } });
  if (!written.ok) return written;
  const left = alone(await lockPaired(tx, tenant, [saving.id, ...(other === null ? [] : [other.id])]));
  const joined: readonly RowChange[] = other === null || other.counterpart === saving.id ? [] : [{ op: 'put', table: 'articles', row: { ...other, counterpart: saving.id } }];
  await put([...left, ...joined]);
  return done({ article: saving.id, revision: written.value.revision });
}

/** What was joined with an article that is gone, or has another one now, stands by itself. */
function alone(paired: readonly ArticleRow[]): readonly RowChange[] {
  return paired.map((row) => ({ op: 'put', table: 'articles', row: { ...row, counterpart: null } }));
}

function ofCompany(db: Reader): Subject<{ readonly params: z.infer<typeof params> }, ArticleRow> {
  return {
    load: async ({ input }, { tenant }) => (await findText(db, tenant, { table: 'articles', id: input.params.article }))?.row ?? null,
    allows: () => true,
    absent: 'article.absent',
  };
}
