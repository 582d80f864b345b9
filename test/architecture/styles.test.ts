import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './source-file';

/** A rule that any child, or whatever comes next, may fulfil: each change of the window would style it anew (7 ms were measured). */
const slow = /:has\((?:[^)]*\*|\s*[+~])/;

describe('a style asks with :has for what it names, and for no neighbour', () => {
  test('holds in the whole window', () => {
    const files = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'));
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((path) => slow.test(readFileSync(join(root, 'renderer', path), 'utf8')))).toEqual([]);
  });

  test.each(['.lessons li:not(:has(> *)) { display: block; }', '.list:has(+ .close) { margin-right: -28px; }'])('sees %s', (style) => {
    expect(style).toMatch(slow);
  });

  test.each(['.place:has(> .whole) { display: flex; }', '.filter:has(.more:focus-visible) .count { visibility: hidden; }'])('lets %s pass', (style) => {
    expect(style).not.toMatch(slow);
  });
});
