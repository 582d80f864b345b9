import { look, type SourceFile } from './source-file';

export type Import = { readonly from: string; readonly start: number; readonly typeOnly: boolean };

/** Every module that a file names: imports, re-exports, `import()` and import types. */
export function importsOf(file: SourceFile): readonly Import[] {
  const found: Import[] = [];
  const add = (source: { readonly value: unknown; readonly start: number } | null, typeOnly: boolean): void => {
    if (source !== null && typeof source.value === 'string') found.push({ from: source.value, start: source.start, typeOnly });
  };
  look(file, () => ({
    ImportDeclaration: (node) => add(node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    TSImportType: (node) => add(node.source, true),
    ImportExpression: (node) => add(node.source.type === 'Literal' ? { value: node.source.value, start: node.source.start } : null, false),
  }));
  return found;
}

/** Where a relative import leads, relative to the top. */
export function resolved(path: string, from: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const step of from.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/');
}
