import { articleBounds, audiences, sectionKinds } from '#domain/knowledge/article';
import { z } from 'zod';
import { articleId, personId } from './ids';
import { limits } from './limits';
import { properLine } from './proper-name';
import { storableLine } from './storable-line';

const section = z.strictObject({ heading: storableLine(articleBounds.heading), text: storableLine(articleBounds.text), kind: z.enum(sectionKinds) });
const fact = z.strictObject({ name: properLine(articleBounds.heading), text: storableLine(articleBounds.factText).min(1), validUntil: z.int().nonnegative().nullable() });

const content = {
  title: properLine(limits.line),
  language: z.enum(['ru', 'en']).nullable(),
  audience: z.enum(audiences),
  category: properLine(limits.line).nullable(),
  sections: z.array(section).max(articleBounds.sections).readonly().refine((sections) => sections.reduce((sum, { heading, text }) => sum + heading.length + text.length, 0) <= articleBounds.text),
  facts: z.array(fact).max(articleBounds.facts).readonly(),
  tags: z.array(properLine(articleBounds.tag)).max(articleBounds.tags).readonly(),
  owner: personId.nullable(),
  reviewAt: z.int().nonnegative().nullable(),
  counterpart: articleId.nullable(),
} as const;

/** `POST /articles`. */
export const articleContent = z.strictObject(content);
/** `PUT /articles/:article`; `revision`: the one that the writer had before them. */
export const articleChange = z.strictObject({ ...content, revision: z.int().positive() });
export const articleWritten = z.strictObject({ article: articleId, revision: z.int() });

/** `GET /articles/:article/versions`, newest first. */
export const articleVersions = z.strictObject({ versions: z.array(z.strictObject({ revision: z.int(), at: z.number(), by: personId.nullable(), title: z.string() })), more: z.boolean() });

/** What an article was: as it was stored, which other bounds may have let through. */
export const articleVersion = z.strictObject({
  title: z.string(), language: z.enum(['ru', 'en']).nullable(), audience: z.enum(audiences), category: z.string().nullable(),
  sections: z.array(z.strictObject({ heading: z.string(), text: z.string(), kind: z.enum(sectionKinds) })).readonly(),
  facts: z.array(z.strictObject({ name: z.string(), text: z.string(), validUntil: z.number().nullable() })).readonly(),
  tags: z.array(z.string()).readonly(), owner: personId.nullable(), reviewAt: z.number().nullable(), counterpart: articleId.nullable(),
});

/** An article that is being written, as it stands in its fields; too long or half done, it is kept all the same. */
export const articleDraft = z.strictObject({
  revision: z.int().nonnegative(),
  title: z.string().max(10_000),
  language: z.enum(['ru', 'en']).nullable(),
  audience: z.enum(audiences),
  category: z.string().max(10_000),
  text: z.string().max(4_000_000),
  facts: z.array(z.strictObject({ name: z.string().max(10_000), text: z.string().max(100_000), until: z.string().max(20) })).max(200).readonly(),
  tags: z.string().max(10_000),
  owner: personId.nullable(),
  reviewAt: z.string().max(20),
  counterpart: articleId.nullable(),
});
export type ArticleDraft = z.infer<typeof articleDraft>;
