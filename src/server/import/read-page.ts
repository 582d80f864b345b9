import { importPage } from '#contract/import-job';
import { importLimits, type ImportProblem } from '#contract/import-record';
import type { Instant } from '#kernel/instant';
import { singleLine } from '#kernel/text';
import { flatRecord, type Cell, type Judged } from './flat-record';
import { pageOf, type FrontValue } from './front-matter';
import { bare, guessColumns } from './guess-columns';
import { titled } from './plain-page';
import { factWords } from './text/column-words';

/** What a look shows of a page. */
export const pageColumns = ['file', 'title', 'language', 'audience', 'category', 'owner', 'tags', 'reviewAt', 'facts'] as const;

export type ReadPage = { readonly file: string; readonly record: Judged; readonly cells: readonly string[] };

const longestKey = 200;

/** An article in a file of its own: what stands before its text says what it is, and headings begin its sections. Null: the line carries no page. */
export function readPage(members: unknown, now: Instant): ReadPage | null {
  const line = importPage.safeParse(members);
  if (!line.success) return null;
  const { file, markdown } = line.data;
  const unread = (code: ImportProblem, field: string | null): ReadPage => ({ file, record: { ok: false, code, field }, cells: [file] });
  if (markdown === null) return unread('field.tooLong', 'text');
  const page = pageOf(markdown);
  if (page === null) return unread('line.malformed', null);
  // What is too long as it was written stays so, whatever its marks take.
  if (page.body.length > importLimits.body) return unread('field.tooLong', 'text');
  const cell = cellOf(file, page);
  return { file, record: flatRecord('article', cell, now), cells: pageColumns.map((field) => (field === 'file' ? file : singleLine(cell(field)))) };
}

function cellOf(file: string, { front, body }: NonNullable<ReturnType<typeof pageOf>>): Cell {
  const mapping = guessColumns('article', [...front.keys()]);
  const told = (field: string): FrontValue => front.get(mapping[field] ?? '') ?? '';
  const { title, text } = titled(body);
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.(md|markdown)$/iu, '');
  const instead: Readonly<Record<string, string>> = { key: file.slice(-longestKey), title: title === '' ? name : title };
  return (field) => {
    if (field === 'text') return text;
    const value = told(field);
    const said = typeof value === 'string' ? value : value.map((item) => (typeof item === 'string' ? item : factLine(item))).join('\n');
    return said === '' ? (instead[field] ?? '') : said;
  };
}

/** As a table tells a fact. */
function factLine(item: ReadonlyMap<string, string>): string {
  const part = (words: readonly string[]): string => [...item].find(([name]) => words.includes(bare(name)))?.[1] ?? '';
  return [part(factWords.name), part(factWords.text), part(factWords.until)].join(' | ');
}
