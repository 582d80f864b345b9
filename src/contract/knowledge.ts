import { audiences, sectionKinds } from '#domain/knowledge/article';
import { macroBounds, macroPriorities, macroSnoozes, macroStatuses } from '#domain/knowledge/macro';
import { z } from 'zod';
import { articleId, macroId, personId, teamId } from './ids';

const version = z.int().nonnegative();
const instant = z.number();
const language = z.enum(['ru', 'en']).nullable();

export const macroAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('assign'), to: personId.nullable() }),
  z.strictObject({ kind: z.literal('tag'), tag: z.string().min(1).max(macroBounds.tag) }),
  z.strictObject({ kind: z.literal('status'), status: z.enum(macroStatuses) }),
  z.strictObject({ kind: z.literal('snooze'), until: z.enum(macroSnoozes) }),
  z.strictObject({ kind: z.literal('priority'), priority: z.enum(macroPriorities) }),
]);

/** The rows that replicate; contract/rows names them. */
export const macro = z.strictObject({
  id: macroId,
  title: z.string(),
  text: z.string(),
  language,
  actions: z.array(macroAction).readonly(),
  teams: z.array(teamId).readonly().nullable(),
  updatedAt: instant,
  version,
});

export const fact = z.strictObject({ name: z.string(), text: z.string(), validUntil: instant.nullable() });

export const article = z.strictObject({
  id: articleId,
  title: z.string(),
  language,
  audience: z.enum(audiences),
  category: z.string().nullable(),
  sections: z.array(z.strictObject({ heading: z.string(), text: z.string(), kind: z.enum(sectionKinds) })).readonly(),
  facts: z.array(fact).readonly(),
  tags: z.array(z.string()).readonly(),
  owner: personId.nullable(),
  reviewAt: instant.nullable(),
  counterpart: articleId.nullable(),
  revision: z.int().nonnegative(),
  updatedAt: instant,
  version,
});
