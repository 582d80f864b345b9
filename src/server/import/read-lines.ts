import { customerRecord, importLimits, importRecord, type ImportProblem, type ImportRecord } from '#contract/import-record';
import type { Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { singleLine } from '#kernel/text';
import { readCsv } from './csv';

/** A record of an import, or why its line cannot be one. `line` counts from 1. */
export type ImportLine = {
  readonly line: number;
  /** The file that it came in, where each has its own. */
  readonly file?: string | undefined;
  readonly record: { readonly ok: true; readonly value: ImportRecord } | { readonly ok: false; readonly code: ImportProblem; readonly field?: string | null };
};

/** One record of JSON per line; blank lines are passed over. */
export function readNdjson(text: string): readonly ImportLine[] {
  return text.split('\n').flatMap((one, index) => (one.trim() === '' ? [] : [{ line: index + 1, record: parsed(one) }]));
}

function parsed(text: string): Outcome<ImportRecord, ImportProblem> {
  if (text.length > importLimits.line) return refused('line.tooLong');
  try {
    const result = importRecord.safeParse(JSON.parse(text));
    return result.success ? done(result.data) : refused('line.malformed');
  } catch {
    return refused('line.malformed');
  }
}

/** Columns of a table of customers; `key` and `name` are needed, the others may be left out. */
const columns = new Set(['key', 'name', 'company', 'city', 'language', 'email', 'phone']);

/** A table of customers as spreadsheets write it: a line of column names, then one customer per line. */
export function readCustomersCsv(text: string, now: Instant): readonly ImportLine[] {
  const [head, ...body] = readCsv(text);
  if (head === undefined) return [];
  const names = head.cells.map((name) => name.trim().toLowerCase());
  if (!names.includes('key') || !names.includes('name') || names.some((name) => !columns.has(name))) return [{ line: 1, record: refused('line.malformed') }];
  return body.map(({ line, cells }) => {
    const cell = (name: string): string => singleLine(cells[names.indexOf(name)] ?? '');
    return { line, record: cells.length === names.length ? customerOf(cell, now) : refused('line.malformed') };
  });
}

function customerOf(cell: (name: string) => string, now: Instant): Outcome<ImportRecord, ImportProblem> {
  const or = (name: string): string | null => (cell(name) === '' ? null : cell(name));
  const identities = (['email', 'phone'] as const).flatMap((kind) => (cell(kind) === '' ? [] : [{ kind, value: cell(kind) }]));
  const result = customerRecord.safeParse({
    kind: 'customer',
    key: cell('key'),
    name: cell('name'),
    company: or('company'),
    city: or('city'),
    language: or('language'),
    since: now,
    identities,
  });
  return result.success ? done(result.data) : refused('line.malformed');
}
