import { importFields, type ImportKind } from '#contract/import-job';
import { articleRecord, caseRecord, customerRecord, macroRecord, orderRecord, type ImportProblem, type ImportRecord } from '#contract/import-record';
import type { Instant } from '#kernel/instant';
import { articleBounds } from '#domain/knowledge/article';
import { sectionsOf } from '#domain/knowledge/section-text';
import { done, refused, type Outcome } from '#kernel/outcome';
import { singleLine } from '#kernel/text';
import type { z } from 'zod';
import { factsOfLines, tagsOfText } from './read-article';
import { readAmount, readMoment } from './read-cell';
import { valueWords } from './text/column-words';

/** What a line says of a field; empty where it says nothing. */
export type Cell = (field: string) => string;

export type Judged = { readonly ok: true; readonly value: ImportRecord } | { readonly ok: false; readonly code: ImportProblem; readonly field: string | null };

/** Makes a record of one kind out of a flat line, or says which field stands in the way. */
export function flatRecord(kind: ImportKind, cell: Cell, now: Instant): Judged {
  const missing = Object.entries(importFields[kind]).find(([field, needed]) => needed && cell(field) === '');
  if (missing !== undefined) return flaw('field.missing', missing[0]);
  switch (kind) {
    case 'customer':
      return customerOf(cell, now);
    case 'order':
      return orderOf(cell);
    case 'case':
      return caseOf(cell);
    case 'article':
      return articleOf(cell);
    case 'macro':
      return judged(macroRecord, { kind, key: line(cell, 'key'), title: line(cell, 'title'), text: cell('text'), language: languageOf(cell) });
  }
}

function articleOf(cell: Cell): Judged {
  const reviewAt = momentOf(cell, 'reviewAt');
  if (!reviewAt.ok) return flaw(reviewAt.code, 'reviewAt');
  const facts = factsOfLines(cell('facts'));
  if (facts === null) return flaw('field.malformed', 'facts');
  const sections = sectionsOf(cell('text'));
  if (sections.length > articleBounds.sections || sections.some(({ heading }) => heading.length > articleBounds.heading)) return flaw('field.tooLong', 'text');
  const audience = wordOf(cell, 'audience');
  const told = { key: line(cell, 'key'), title: line(cell, 'title'), text: cell('text'), language: languageOf(cell), category: orNull(line(cell, 'category')), owner: orNull(line(cell, 'owner')) };
  return judged(articleRecord, { kind: 'article', ...told, audience: audience === '' ? 'customers' : audience, tags: tagsOfText(cell('tags')), reviewAt: reviewAt.value, facts });
}

function customerOf(cell: Cell, now: Instant): Judged {
  const since = momentOf(cell, 'since');
  if (!since.ok) return flaw(since.code, 'since');
  const identities = (['email', 'phone'] as const).flatMap((kind) => (line(cell, kind) === '' ? [] : [{ kind, value: line(cell, kind) }]));
  const texts = { key: line(cell, 'key'), name: line(cell, 'name'), company: orNull(line(cell, 'company')), city: orNull(line(cell, 'city')), language: languageOf(cell) };
  return judged(customerRecord, { kind: 'customer', ...texts, since: since.value ?? now, identities });
}

function orderOf(cell: Cell): Judged {
  const placedAt = momentOf(cell, 'placedAt');
  if (!placedAt.ok) return flaw(placedAt.code, 'placedAt');
  const total = cell('total') === '' ? null : readAmount(cell('total'));
  if (total === null && cell('total') !== '') return flaw('field.malformed', 'total');
  const [key, number] = [line(cell, 'key'), line(cell, 'number')];
  return judged(orderRecord, {
    kind: 'order',
    key,
    customer: line(cell, 'customer'),
    number: number === '' ? key : number,
    status: line(cell, 'status'),
    total,
    currency: orNull(line(cell, 'currency').toUpperCase()),
    placedAt: placedAt.value,
  });
}

/** One question, and its answer if there was one; longer talks come as objects. */
function caseOf(cell: Cell): Judged {
  const moments: Partial<Record<'at' | 'answeredAt' | 'finishedAt', Instant | null>> = {};
  for (const field of ['at', 'answeredAt', 'finishedAt'] as const) {
    const moment = momentOf(cell, field);
    if (!moment.ok) return flaw(moment.code, field);
    moments[field] = moment.value;
  }
  const { at = null, answeredAt = null, finishedAt = null } = moments;
  const answer = cell('answer');
  if (answer !== '' && cell('owner') === '') return flaw('field.missing', 'owner');
  const messages = [{ from: 'customer', at, text: cell('text') }, ...(answer === '' ? [] : [{ from: 'agent', at: answeredAt ?? at, text: answer, agent: line(cell, 'owner') }])];
  const subject = line(cell, 'subject');
  return judged(caseRecord, {
    kind: 'case',
    key: line(cell, 'key'),
    customer: line(cell, 'customer'),
    topic: line(cell, 'topic'),
    status: line(cell, 'status').toLowerCase(),
    finishedAt,
    owner: orNull(line(cell, 'owner')),
    conversations: [{ channel: line(cell, 'channel'), subject: subject === '' ? line(cell, 'topic') : subject, messages }],
  });
}

function momentOf(cell: Cell, field: string): Outcome<Instant | null, 'field.malformed'> {
  const text = cell(field).trim();
  if (text === '') return done(null);
  const at = readMoment(text);
  return at === null ? refused('field.malformed') : done(at);
}

function line(cell: Cell, field: string): string {
  return singleLine(cell(field));
}

function languageOf(cell: Cell): string | null {
  return orNull(wordOf(cell, 'language'));
}

/** In our own word, where we know theirs. */
function wordOf(cell: Cell, field: string): string {
  const word = line(cell, field).toLowerCase();
  return valueWords[word] ?? word;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function flaw(code: ImportProblem, field: string | null): Judged {
  return { ok: false, code, field };
}

/** What the schema of its kind says to a record. */
export function judged(schema: z.ZodType<ImportRecord>, record: unknown): Judged {
  const result = schema.safeParse(record);
  if (result.success) return { ok: true, value: result.data };
  const [issue] = result.error.issues;
  const path = issue?.path.map((part) => (typeof part === 'number' ? part + 1 : part)).join('.') ?? '';
  return flaw(issue?.code === 'too_big' ? 'field.tooLong' : path === '' ? 'line.malformed' : 'field.malformed', path === '' ? null : path);
}
