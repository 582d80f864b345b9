import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aliases, features, rooms, topLevel } from './rooms';
import type { Rule } from './rule';
import { electronAtTheEdge, oneWindowFactory } from './rules/electron';
import { featureCycles, featureTable } from './rules/features';
import { fileNames, namedExports } from './rules/names';
import { noAny } from './rules/no-any';
import { purity } from './rules/purity';
import { fileSize, functionSize, functionsOf, linesOf, nesting, parameterCount } from './rules/sizes';
import { literalSql } from './rules/sql';
import { texts } from './rules/texts';
import { addresses, homes, walls } from './rules/walls';
import { parse, root, sourceFiles } from './source-file';

const house: readonly Rule[] = [
  homes,
  walls,
  addresses,
  featureTable,
  purity,
  fileSize,
  functionSize,
  parameterCount,
  nesting,
  fileNames,
  namedExports,
  noAny,
  literalSql,
  texts,
  electronAtTheEdge,
  oneWindowFactory,
];

const files = sourceFiles();

describe.each(house)('$name', (rule) => {
  test('holds in the whole house', () => {
    const breaches = files.flatMap((file) => rule.check(file)).map(({ path, line, what }) => `${path}:${line} ${what}`);
    expect(breaches).toEqual([]);
  });

  test.each(rule.planted)('sees the breach planted in $path', ({ path, text }) => {
    expect(rule.check(parse(path, text))).not.toEqual([]);
  });

  test.each(rule.allowed ?? [])('lets $path pass', ({ path, text }) => {
    expect(rule.check(parse(path, text))).toEqual([]);
  });
});

describe('the ground plan', () => {
  test('nothing unexpected stands at the top', () => {
    const built = new Set(['node_modules', 'out', 'test-results', 'playwright-report']);
    const strangers = readdirSync(root).filter((name) => !name.startsWith('.') && !built.has(name) && !topLevel.includes(name));
    expect(strangers).toEqual([]);
  });

  test('a stranger at the top would be seen', () => {
    expect(topLevel).not.toContain('scripts');
  });

  test.each(Object.entries(features))('the features of %s have no cycle', (_room, table) => {
    expect(featureCycles(table)).toEqual([]);
  });

  test('a planted cycle of features is seen', () => {
    expect(featureCycles({ queue: ['customer'], customer: ['access'], access: ['queue'] })).toEqual(['queue', 'customer', 'access']);
  });

  test('the import names of package.json lead to the rooms of the table', () => {
    const manifest = z.object({ imports: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
    const named = Object.entries(manifest.imports).map(([name, target]) => [name.replace('*', ''), target.replace(/^\.\/(.*)\/\*\.ts$/, '$1')]);
    expect(Object.fromEntries(named)).toEqual(aliases);
  });

  const compiled = Object.keys(rooms).filter((room) => !/^electron\/(stand-in|launch)$/.test(room));
  test.each(compiled)('the compiler knows the same walls for %s', (room) => {
    const config = z.object({ references: z.array(z.object({ path: z.string() })) }).parse(JSON.parse(readFileSync(`${root}${room}/tsconfig.json`, 'utf8')));
    const references = config.references.map(({ path }) => path.replace(/^(\.\.\/)+/, ''));
    expect(references.toSorted()).toEqual([...(rooms[room]?.rooms ?? [])].toSorted());
  });
});

test('our own sizes, printed', () => {
  const lines = files.map(linesOf);
  const functions = files.flatMap(functionsOf).filter(({ suite }) => !suite).map((one) => one.lines);
  const sizes = { files: lines.length, fileMedian: part(lines, 0.5), fileP90: part(lines, 0.9), functions: functions.length, functionMedian: part(functions, 0.5), functionP90: part(functions, 0.9) };
  process.stdout.write(`${JSON.stringify(sizes)}\n`);
  expect(sizes.fileP90).toBeLessThanOrEqual(300);
});

function part(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
}
