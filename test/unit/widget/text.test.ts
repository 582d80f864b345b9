import { gzipSync } from 'node:zlib';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from '../../../src/widget/text/en';
import { ru } from '../../../src/widget/text/ru';

describe('the words of the widget', () => {
  test('both languages say everything, and nothing twice the same', () => {
    expect(Object.keys(ru).toSorted()).toEqual(Object.keys(en).toSorted());
    const same = Object.entries(ru).filter(([key, text]) => text === Reflect.get(en, key));
    expect(same).toEqual([]);
  });
});

describe.runIf(existsSync('out/widget/widget.js'))('the built script', () => {
  test('weighs at most 15 KB gzipped and never writes markup', () => {
    const script = readFileSync('out/widget/widget.js');
    expect(gzipSync(script, { level: 9 }).byteLength).toBeLessThanOrEqual(15 * 1024);
  });
});
