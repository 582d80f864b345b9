import { z } from 'zod';
import { importId } from './ids';
import { importProblem } from './import-record';
import { limits } from './limits';
import { storableLine } from './storable-line';

export const importKinds = ['customer', 'order', 'case', 'article', 'macro'] as const;
const importKind = z.enum(importKinds);
export type ImportKind = z.infer<typeof importKind>;

/** What a line of each kind may tell, and whether it has to. */
export const importFields = {
  customer: { key: true, name: true, email: false, phone: false, company: false, city: false, language: false, since: false },
  order: { key: true, customer: true, number: false, status: true, total: false, currency: false, placedAt: true },
  case: { key: true, customer: true, topic: true, status: true, channel: true, subject: false, text: true, at: true, answer: false, answeredAt: false, owner: false, finishedAt: false },
  article: { key: true, title: true, text: true, language: false, category: false, audience: false, tags: false, owner: false, reviewAt: false, facts: false },
  macro: { key: true, title: true, text: true, language: false },
} as const satisfies Readonly<Record<ImportKind, Readonly<Record<string, boolean>>>>;

export const importBounds = {
  /** A file, in bytes. */
  file: 2 * 1024 * 1024 * 1024,
  /** A piece of it on its way; the largest that a bridge and a road carry at once. */
  piece: limits.filePiece,
  /** Lines that a look shows. */
  shown: 20,
  columns: 200,
  /** A file of Markdown, in bytes. */
  markdown: 512 * 1024,
  /** Imports that a list names, newest first. */
  list: 50,
  /** Refused lines of one import that are named; of the others the number is told. */
  named: 200_000,
  /** Refused lines on one page. */
  page: 5000,
} as const;

const column = storableLine(limits.line);

/** Which column, or which name in an object, tells each field. */
const importMapping = z.record(z.string().max(40), column);
export type ImportMapping = z.infer<typeof importMapping>;

export const newImport = z.strictObject({ kind: importKind, name: storableLine(limits.line), size: z.int().min(1).max(importBounds.file) });
export const importLook = z.strictObject({ mapping: importMapping.nullable() });
export const importStart = z.strictObject({ mapping: importMapping });
export const pieceQuery = z.strictObject({ from: z.coerce.number().int().nonnegative() });
export const problemsQuery = z.strictObject({ after: z.coerce.number().int().nonnegative().default(0) });

/** A file of Markdown as a line of an import of articles. Null: it is longer than any article, and stays where it is. */
export const importPage = z.strictObject({ file: storableLine(1000).min(1), markdown: z.string().nullable() });
export type ImportPage = z.infer<typeof importPage>;

export const importStates = ['uploading', 'waiting', 'running', 'stopped', 'done', 'failed'] as const;
export const importFormats = ['csv', 'lines', 'array'] as const;
export const importEncodings = ['utf-8', 'windows-1251'] as const;

export const importJob = z.strictObject({
  id: importId,
  kind: importKind,
  format: z.enum(importFormats),
  name: z.string(),
  size: z.int(),
  /** Bytes of the file that are here. */
  held: z.int(),
  state: z.enum(importStates),
  /** Bytes of it that were taken in. */
  cursor: z.int(),
  taken: z.int(),
  repeated: z.int(),
  refused: z.int(),
  at: z.int(),
  endedAt: z.int().nullable(),
});
export type ImportJob = z.infer<typeof importJob>;

export const importList = z.strictObject({ imports: z.array(importJob) });
export const heldBytes = z.strictObject({ held: z.int() });

/** `file`: the one that a line came in, where each has its own. */
const problem = z.strictObject({ line: z.int(), field: z.string().nullable(), code: importProblem, file: z.string().optional() });

/** What the first lines are, and what would become of them. */
export const importPreview = z.strictObject({
  format: z.enum(importFormats),
  encoding: z.enum(importEncodings),
  columns: z.array(z.string()),
  mapping: importMapping,
  lines: z.array(z.strictObject({ line: z.int(), cells: z.array(z.string()), problem: problem.pick({ field: true, code: true }).nullable() })),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** Refused lines in their order; `more`: ask again after the last. */
export const importProblemsPage = z.strictObject({ problems: z.array(problem), more: z.boolean() });
