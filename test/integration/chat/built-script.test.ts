import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const builtScript = new URL('../../../out/widget/widget.js', import.meta.url);

test('the script of the widget weighs at most 15,000 bytes gzipped', () => {
  expect(gzipSync(readFileSync(builtScript), { level: 9 }).byteLength).toBeLessThanOrEqual(15_000);
});
