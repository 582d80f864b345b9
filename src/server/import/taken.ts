import type { ImportProblem, ImportRecord } from '#contract/import-record';
import type { ImportLine } from './read-lines';

export type Refused = { readonly line: number; readonly problem: ImportProblem; readonly field: string | null };

/** What became of some lines. */
export type Sum = { customers: number; orders: number; cases: number; articles: number; macros: number; messages: number; repeated: number; refused: Refused[] };

export function nothingTaken(): Sum {
  return { customers: 0, orders: 0, cases: 0, articles: 0, macros: 0, messages: 0, repeated: 0, refused: [] };
}

export function add(sum: Sum, { refused, ...counts }: Sum): void {
  sum.customers += counts.customers;
  sum.orders += counts.orders;
  sum.cases += counts.cases;
  sum.articles += counts.articles;
  sum.macros += counts.macros;
  sum.messages += counts.messages;
  sum.repeated += counts.repeated;
  sum.refused.push(...refused);
}

export type Numbered<Record> = { readonly line: number; readonly record: Record };

/** The good records of one kind. */
export function recordsOf<Kind extends ImportRecord['kind']>(lines: readonly ImportLine[], kind: Kind): readonly Numbered<Extract<ImportRecord, { kind: Kind }>>[] {
  return lines.flatMap(({ line, record }) => (record.ok && isOf(record.value, kind) ? [{ line, record: record.value }] : []));
}

function isOf<Kind extends ImportRecord['kind']>(record: ImportRecord, kind: Kind): record is Extract<ImportRecord, { kind: Kind }> {
  return record.kind === kind;
}
