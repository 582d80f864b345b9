import type { ArticleDraft } from '#contract/article';
import { limits } from '#contract/limits';
import { isDate } from '#domain/hours/team-hours';
import { articleBounds, type ArticleContent, type ArticleRow, type Fact } from '#domain/knowledge/article';
import { factsNamed } from '#domain/knowledge/insertion';
import { sectionsOf, textOf } from '#domain/knowledge/section-text';
import { done, refused, type Outcome } from '#kernel/outcome';
import { singleLine } from '#kernel/text';

/** Why an article cannot be saved as it stands in its fields. */
export type FieldFault = 'titleMissing' | 'textMissing' | 'tooLong' | 'tooManySections' | 'factHalf' | 'factTwice' | 'factAbsent' | 'tooManyTags' | 'headingTooLong' | 'dateUnread';

export function freshFields(language: 'ru' | 'en'): ArticleDraft {
  return { revision: 0, title: '', language, audience: 'customers', category: '', text: '', facts: [], tags: '', owner: null, reviewAt: '', counterpart: null };
}

export function fieldsOf(content: ArticleContent, revision: number): ArticleDraft {
  const { title, language, audience, category, sections, facts, tags, owner, reviewAt, counterpart } = content;
  const shown = facts.map(({ name, text, validUntil }) => ({ name, text, until: validUntil === null ? '' : dayOf(validUntil) }));
  return { revision, title, language, audience, category: category ?? '', text: textOf(sections, language ?? 'en'), facts: shown, tags: tags.join(', '), owner, reviewAt: reviewAt === null ? '' : dayOf(reviewAt), counterpart };
}

export function fieldsOfRow(row: ArticleRow): ArticleDraft {
  return fieldsOf(row, row.revision);
}

/** What would be saved, or what stands in the way. */
export function contentOfFields(fields: ArticleDraft): Outcome<ArticleContent, FieldFault> {
  const title = singleLine(fields.title);
  if (title === '') return refused('titleMissing');
  if (fields.text.trim() === '') return refused('textMissing');
  if (fields.text.length > articleBounds.text) return refused('tooLong');
  const sections = sectionsOf(fields.text.replaceAll('\u0000', ''));
  if (sections.length > articleBounds.sections) return refused('tooManySections');
  if (sections.some(({ heading }) => heading.length > articleBounds.heading)) return refused('headingTooLong');
  const tags = [...new Set(fields.tags.split(/[,;]/u).map((tag) => singleLine(tag).replace(/^#/u, '').slice(0, articleBounds.tag)).filter((tag) => tag !== ''))];
  if (tags.length > articleBounds.tags) return refused('tooManyTags');
  const facts = factsOf(fields);
  if (!facts.ok) return facts;
  if (fields.reviewAt !== '' && !isDate(fields.reviewAt)) return refused('dateUnread');
  const names = new Set(facts.value.map(({ name }) => name.toLowerCase()));
  if (factsNamed(fields.text).some((name) => !names.has(name.toLowerCase()))) return refused('factAbsent');
  const { language, audience, owner, counterpart } = fields;
  const category = singleLine(fields.category).slice(0, limits.line);
  return done({ title: title.slice(0, limits.line), language, audience, category: category === '' ? null : category, sections, facts: facts.value, tags, owner, reviewAt: fields.reviewAt === '' ? null : startOf(fields.reviewAt), counterpart });
}

function factsOf({ facts }: ArticleDraft): Outcome<readonly Fact[], FieldFault> {
  if (facts.some(({ until }) => until !== '' && !isDate(until))) return refused('dateUnread');
  const written = facts.map(({ name, text, until }) => ({ name: singleLine(name).slice(0, articleBounds.heading), text: text.trim().slice(0, articleBounds.factText), validUntil: until === '' ? null : endOf(until) }));
  const named = written.filter(({ name, text }) => name !== '' || text !== '');
  if (named.some(({ name, text }) => name === '' || text === '')) return refused('factHalf');
  return new Set(named.map(({ name }) => name.toLowerCase())).size < named.length ? refused('factTwice') : done(named);
}

/** A day of the person's own calendar, as a field keeps it. */
function dayOf(at: number): string {
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function startOf(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}

/** It is true the whole last day. */
export function endOf(day: string): number {
  return new Date(`${day}T23:59:59`).getTime();
}
