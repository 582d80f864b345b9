import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { look, parse, root, sourceFiles, type SourceFile } from './source-file';

/** One line of the table of claims in README. */
const claimRow = /^\| (S-\d{2}) \| \S/gm;
const claimId = /\bS-\d{2}\b/g;

function claimsIn(readme: string): readonly string[] {
  return [...readme.matchAll(claimRow)].flatMap(([, id]) => id ?? []);
}

/** Ids in the titles of tests and of groups of tests: `test`, `describe`, `test.each(…)` and their kin, and the names of the house rules. */
function titledIn(file: SourceFile): readonly string[] {
  return look(file, (note) => {
    const read = (title: { readonly type: string; readonly start: number; readonly end: number } | undefined): void => {
      if (title?.type !== 'Literal' && title?.type !== 'TemplateLiteral') return;
      for (const [id] of file.text.slice(title.start, title.end).matchAll(claimId)) note(title, id);
    };
    return {
      CallExpression: ({ callee, arguments: [title] }) => {
        if (/^(test|describe)\b/.test(file.text.slice(callee.start, callee.end))) read(title);
      },
      Property: ({ key, value }) => {
        if (file.path.startsWith('test/architecture/rules/') && file.text.slice(key.start, key.end) === 'name') read(value);
      },
    };
  }).map(({ what }) => what);
}

const claims = claimsIn(readFileSync(`${root}README.md`, 'utf8'));
const titles = new Set(sourceFiles().filter(({ path }) => path.startsWith('test/') && path !== 'test/architecture/claims.test.ts').flatMap(titledIn));

test('every claim of the README stands in the title of a test', () => {
  expect(claims.length).toBeGreaterThan(0);
  expect(claims.filter((id) => !titles.has(id)), 'README, "Security": write this id into the title of the test that proves the claim').toEqual([]);
});

test('every test that names a claim names one that is made', () => {
  expect([...titles].filter((id) => !claims.includes(id)), 'README, "Security": add a line `| S-nn | what is claimed |`').toEqual([]);
});

test('no two claims have one id', () => {
  expect(claims.filter((id, index) => claims.indexOf(id) !== index), 'README, "Security": take the next free id').toEqual([]);
});

test('a claim without a test and a test without a claim would be seen', () => {
  const file = parse('test/unit/a.test.ts', "test('S-98 holds', () => {}); describe.each([1])('S-99 %s', () => {}); say('S-97');");
  expect([titledIn(file), claimsIn('| S-98 | all is well |\n|S-99| no |\n| T-1 | x |')]).toEqual([['S-98', 'S-99'], ['S-98']]);
});
