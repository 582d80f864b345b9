import { importFields, type ImportKind, type ImportMapping } from '#contract/import-job';
import { searchable } from '#kernel/text';
import { columnWords } from './text/column-words';

/** Which column tells which field, as far as their names say so; the person who imports has the last word. */
export function guessColumns(kind: ImportKind, columns: readonly string[]): ImportMapping {
  const mapping: ImportMapping = {};
  const free = new Set(columns);
  for (const field of Object.keys(importFields[kind])) {
    const words = [field, ...(columnWords[field] ?? [])].map(bare);
    const column = words.map((word) => [...free].find((name) => bare(name) === word)).find((name) => name !== undefined);
    if (column === undefined) continue;
    mapping[field] = column;
    free.delete(column);
  }
  return mapping;
}

/** A name without what programs and people write differently. */
export function bare(name: string): string {
  return searchable(name).replaceAll(/[^\p{L}\p{N}]/gu, '');
}
