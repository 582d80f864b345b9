import type { Rule } from '../rule';
import { lineAt, look, type SourceFile } from '../source-file';

const excuses = /@ts-(ignore|nocheck|expect-error)|(oxlint|eslint)-disable/;

export const noAny: Rule = {
  name: 'types carry meaning: no any, no unchecked as, no silenced checker',
  check: (file) => {
    const inTypes = look(file, (note) => ({
      TSAnyKeyword: (node) => note(node, 'any'),
      TSAsExpression: (node) => {
        const target = node.typeAnnotation;
        const isConst = target.type === 'TSTypeReference' && target.typeName.type === 'Identifier' && target.typeName.name === 'const';
        if (!isConst && !file.path.startsWith('test/') && !isExplained(file, node.start)) note(node, 'an unchecked as');
      },
      TSTypeAssertion: (node) => note(node, 'an unchecked assertion'),
    }));
    const silenced = file.comments.filter(({ value }) => excuses.test(value)).map(({ start }) => ({ path: file.path, line: lineAt(file.text, start), what: 'a silenced checker' }));
    return [...inTypes, ...silenced];
  },
  planted: [
    { path: 'src/kernel/a.ts', text: 'export const a = (b: any): void => undefined;' },
    { path: 'src/kernel/b.ts', text: 'export const a = b as Customer;' },
    { path: 'src/kernel/c.ts', text: '// @ts-ignore\nexport const a = b;' },
    { path: 'src/kernel/d.ts', text: 'export const a = <Customer>b;' },
  ],
  allowed: [
    { path: 'src/kernel/a.ts', text: "export const a = ['x', 'y'] as const;" },
    { path: 'src/kernel/b.ts', text: '// checked: the schema above parsed it\nexport const a = b as Customer;' },
  ],
};

/** `// checked: why` on the line or on the one above says which check stands behind an `as`. */
function isExplained(file: SourceFile, start: number): boolean {
  const line = lineAt(file.text, start);
  return file.comments.some(({ value, end }) => value.trim().startsWith('checked:') && line - lineAt(file.text, end) <= 1 && line >= lineAt(file.text, end));
}
