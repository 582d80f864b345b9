import { votes } from '#domain/knowledge/article';
import { z } from 'zod';
import { articleContent, articleDraft, articleVersion, articleVersions, articleWritten } from './article';
import { articleId } from './ids';
import { article, fact, macro } from './knowledge';
import { limits } from './limits';

const nothing = z.strictObject({});

/** What the window asks of macros and articles; a part of contract/requests. */
export const knowledgeRequests = {
  /** Whether an article helped; null takes back what the person said. */
  'article.vote': { input: z.strictObject({ article: articleId, vote: z.enum(votes).nullable() }), output: z.null() },
  /** `article` null: a new one, of revision 0. */
  'article.save': { input: z.strictObject({ article: articleId.nullable(), revision: z.int().nonnegative(), content: articleContent }), output: articleWritten },
  'article.remove': { input: z.strictObject({ article: articleId }), output: z.null() },
  'article.versions': { input: z.strictObject({ article: articleId }), output: articleVersions },
  'article.version': { input: z.strictObject({ article: articleId, revision: z.int().positive() }), output: articleVersion },
  /** What the person began to write at this computer. */
  'article.draft': { input: z.strictObject({ article: articleId.nullable() }), output: articleDraft.nullable() },
  'article.keep': { input: z.strictObject({ article: articleId.nullable(), draft: articleDraft.nullable() }), output: z.null() },
} as const;

export type KnowledgeRequestName = keyof typeof knowledgeRequests;

/** `firstExpiry`: when the first of its facts ends. */
const listedArticle = article.omit({ sections: true, facts: true }).extend({ excerpt: z.string(), firstExpiry: z.number().nullable() });

export const knowledgeWatches = {
  /** Macros for the person's teams, by title, and the facts that they name. */
  macros: { input: nothing, output: z.strictObject({ macros: z.array(macro), facts: z.array(fact) }) },
  /** A page of articles that hold every word, and the categories of all. */
  articles: {
    input: z.strictObject({ search: z.string().max(200), category: z.string().max(limits.line).nullable(), /** Only what somebody should look at again: what the person owns, or everything. */ due: z.enum(['mine', 'all']).optional(), limit: z.int().min(1).max(limits.listPage) }),
    output: z.strictObject({ articles: z.array(listedArticle), more: z.boolean(), categories: z.array(z.string()) }),
  },
  article: {
    input: z.strictObject({ article: articleId }),
    output: z.strictObject({ row: article, votes: z.strictObject({ useful: z.int(), useless: z.int(), own: z.enum(votes).nullable() }) }).nullable(),
  },
} as const;
