import type { ESTree } from 'vite';
import type { Rule } from '../rule';
import { lineAt, look, type SourceFile } from '../source-file';

export const budget = { file: 300, function: 50, parameters: 3, nesting: 3 } as const;

export const fileSize: Rule = {
  name: `a file has at most ${budget.file} lines`,
  check: (file) => {
    const lines = linesOf(file);
    return lines > budget.file ? [{ path: file.path, line: 1, what: `${lines} lines` }] : [];
  },
  planted: [{ path: 'src/kernel/a.ts', text: 'a;\n'.repeat(budget.file + 1) }],
};

export const functionSize: Rule = {
  name: `a function has at most ${budget.function} lines`,
  check: (file) =>
    functionsOf(file)
      .filter(({ lines, suite }) => lines > budget.function && !suite)
      .map(({ line, lines }) => ({ path: file.path, line, what: `a function of ${lines} lines` })),
  planted: [
    { path: 'src/kernel/a.ts', text: `export function long(): void {${'\n'.repeat(budget.function)}}` },
    { path: 'src/kernel/b.ts', text: `export const long = (): void => {${'\n'.repeat(budget.function)}};` },
    { path: 'src/kernel/c.ts', text: `export class Box { put(): void {${'\n'.repeat(budget.function)}} }` },
  ],
  allowed: [{ path: 'test/unit/a.test.ts', text: `describe('a suite is a chapter', () => {${'\n'.repeat(budget.function)}});` }],
};

export const parameterCount: Rule = {
  name: `a function takes at most ${budget.parameters} parameters`,
  check: (file) => functionsOf(file)
      .filter(({ parameters, row }) => parameters > budget.parameters && !row)
      .map(({ line, parameters }) => ({ path: file.path, line, what: `${parameters} parameters` })),
  planted: [{ path: 'src/kernel/a.ts', text: 'export const many = (a: 1, b: 2, c: 3, d: 4): void => undefined;' }],
  allowed: [{ path: 'test/unit/a.test.ts', text: "test.each(rows)('%s', (a, b, c, d) => undefined);" }],
};

export const nesting: Rule = {
  name: `branches and loops nest at most ${budget.nesting} deep`,
  check: (file) => look(file, (note) => nestingVisitor((node, depth) => note(node, `nested ${depth} deep`))),
  planted: [{ path: 'src/kernel/a.ts', text: 'for (;;) { if (a) { while (b) { if (c) d(); } } }' }],
  allowed: [{ path: 'src/kernel/a.ts', text: 'if (a) b(); else if (c) d(); else if (e) f(); else if (g) h(); else i();' }],
};

export type Size = { readonly line: number; readonly lines: number; readonly parameters: number; readonly suite: boolean; readonly row: boolean };

export function functionsOf(file: SourceFile): readonly Size[] {
  const found: Size[] = [];
  const suites = new Set<number>();
  const rows = new Set<number>();
  const add = (node: ESTree.Function | ESTree.ArrowFunctionExpression): void => {
    const line = lineAt(file.text, node.start);
    const lines = lineAt(file.text, node.end) - line + 1;
    found.push({ line, lines, parameters: node.params.length, suite: suites.has(node.start), row: rows.has(node.start) });
  };
  look(file, () => ({
    CallExpression: (node) => {
      const marks = isSuite(node.callee) ? suites : isTable(node.callee) ? rows : null;
      for (const argument of node.arguments) marks?.add(argument.start);
    },
    FunctionDeclaration: add,
    FunctionExpression: add,
    ArrowFunctionExpression: add,
  }));
  return found;
}

export function linesOf(file: SourceFile): number {
  return file.text.trimEnd().split('\n').length;
}

/** `describe(…)` and `describe.each(…)(…)` are chapters, not functions. */
function isSuite(callee: ESTree.Expression | ESTree.Super): boolean {
  if (callee.type === 'Identifier') return callee.name === 'describe';
  if (callee.type === 'MemberExpression') return isSuite(callee.object);
  return callee.type === 'CallExpression' && isSuite(callee.callee);
}

/** `test.each(rows)(…)`: the columns of a row are no parameters of ours. */
function isTable(callee: ESTree.Expression | ESTree.Super): boolean {
  return callee.type === 'CallExpression' && callee.callee.type === 'MemberExpression' && callee.callee.property.type === 'Identifier' && callee.callee.property.name === 'each';
}

type Nested = { readonly start: number };

function nestingVisitor(tooDeep: (node: Nested, depth: number) => void): Record<string, (node: Nested) => void> {
  let depths = [0];
  const elseIfs = new Set<number>();
  const enter = (node: Nested): void => {
    if (elseIfs.has(node.start)) return;
    const depth = (depths.at(-1) ?? 0) + 1;
    depths = [...depths.slice(0, -1), depth];
    if (depth > budget.nesting) tooDeep(node, depth);
  };
  const leave = (node: Nested): void => {
    if (!elseIfs.has(node.start)) depths = [...depths.slice(0, -1), (depths.at(-1) ?? 1) - 1];
  };
  const visitor: Record<string, (node: Nested) => void> = {};
  for (const kind of ['ForStatement', 'ForOfStatement', 'ForInStatement', 'WhileStatement', 'DoWhileStatement', 'SwitchStatement', 'TryStatement']) {
    visitor[kind] = enter;
    visitor[`${kind}:exit`] = leave;
  }
  visitor['IfStatement'] = (node: Nested & { readonly alternate?: { readonly type: string; readonly start: number } | null }) => {
    if (node.alternate?.type === 'IfStatement') elseIfs.add(node.alternate.start);
    enter(node);
  };
  visitor['IfStatement:exit'] = leave;
  for (const kind of ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']) {
    visitor[kind] = () => {
      depths = [...depths, 0];
    };
    visitor[`${kind}:exit`] = () => {
      depths = depths.slice(0, -1);
    };
  }
  return visitor;
}
