import { join } from 'node:path';
import { ClosedCopyError } from '#desk/closed-copy';
import { logBug } from '#desk/log';
import { Copy } from '#desk/replica/copy';
import { id } from '#kernel/id';
import { afterEach, expect, test, vi } from 'vitest';
import { freshFolder } from './fresh-folder';

afterEach(() => void vi.restoreAllMocks());

test('whoever still looked while a copy was closed was noted as a bug', async () => {
  const { copy } = await Copy.open(join(freshFolder('closed-copy'), 'cache.db'), id('person', 'anna'));
  await copy.close();
  const late = await copy.read(async () => null).catch((error: unknown) => error);
  expect(late).toBeInstanceOf(ClosedCopyError);
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  logBug('attention', late);
  expect(written).not.toHaveBeenCalled();
  logBug('attention', new Error('another one'));
  expect(written).toHaveBeenCalledOnce();
});
