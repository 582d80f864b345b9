import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { plainModule } from '../../support/plain-module';

const { fingerprint } = await plainModule<{
  fingerprint: (folder: string, names: string[]) => string;
}>('launch/build.mjs');

let folder: string;
const inFolder = (name: string) => join(folder, name);
const now = () => fingerprint(folder, ['src', 'package.json', 'not-there']);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'));
  mkdirSync(inFolder('src/deep'), { recursive: true });
  writeFileSync(inFolder('src/deep/a.ts'), 'a');
  writeFileSync(inFolder('package.json'), '{}');
});

test('sources that did not change need no build', () => {
  expect(now()).toBe(now());
});

test.each([
  ['a changed file', () => utimesSync(inFolder('src/deep/a.ts'), 1, 1)],
  ['a new file', () => writeFileSync(inFolder('src/b.ts'), 'b')],
  ['a removed file', () => rmSync(inFolder('src/deep/a.ts'))],
])('%s needs a build', (_what, change) => {
  const before = now();
  change();
  expect(now()).not.toBe(before);
});
