import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor, type ESTree, type VisitorObject } from 'vite';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A comment of a file, without its marks. */
export type Comment = { readonly value: string; readonly start: number; readonly end: number };

/** A file of the house, parsed. `path` is relative to the top, with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string; readonly program: ESTree.Program; readonly comments: readonly Comment[] };

export type Breach = { readonly path: string; readonly line: number; readonly what: string };

/** What no rule looks at: what is installed, built or generated. */
const skipped = new Set(['node_modules', 'out', '.types', '.git', 'test-results', 'playwright-report']);

/** Every file below a folder of the house. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

export function sourceFiles(): readonly SourceFile[] {
  return ['src', 'electron', 'renderer', 'db', 'test'].flatMap(filesBelow).filter(isSource).map((path) => parse(path, readFileSync(`${root}${path}`, 'utf8')));
}

export function parse(path: string, text: string): SourceFile {
  const result = parseSync(path, text);
  const [error] = result.errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  return { path, text, program: result.program, comments: result.comments };
}

/** Walks a file; `note` records a breach at a node. */
export function look(file: SourceFile, visitor: (note: (node: { readonly start: number }, what: string) => void) => VisitorObject): readonly Breach[] {
  const breaches: Breach[] = [];
  const note = (node: { readonly start: number }, what: string): void => {
    breaches.push({ path: file.path, line: lineAt(file.text, node.start), what });
  };
  new Visitor(visitor(note)).visit(file.program);
  return breaches;
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function isSource(path: string): boolean {
  return /\.(ts|tsx|mts|mjs|cjs|js)$/.test(path);
}
