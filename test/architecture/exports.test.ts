import { expect, test } from 'vitest';
import { lineAt, parse, sourceFiles, type SourceFile } from './source-file';

const exported = /^export (?:async )?(?:function|const|class|type|interface) ([A-Za-z_$][\w$]*)/gm;

/** Called by the test runner by their names. */
const hooks = ['setup', 'teardown'];

/** Exports that no other word of the house names: nobody uses them, not even their own file. */
function unused(files: readonly SourceFile[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { text } of files) for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(exported)].flatMap(({ 1: name = '', index }) => (counts.get(name) === 1 && !hooks.includes(name) ? [`${path}:${lineAt(text, index)} ${name}`] : [])),
  );
}

test('what is exported is used somewhere', { timeout: 60_000 }, () => {
  expect(unused(sourceFiles())).toEqual([]);
});

test('an export that nobody uses is seen', () => {
  const files = [parse('src/kernel/a.ts', 'export const used = 1;\nexport const forgotten = 2;'), parse('src/kernel/b.ts', "import { used } from './a';\nused;")];
  expect(unused(files)).toEqual(['src/kernel/a.ts:2 forgotten']);
});
