import { DamagedFileError } from '#db/cache/damage';
import { CopyDoubt } from '#desk/replica/copy-doubt';
import { expect, test } from 'vitest';

const failed = (code: string): Error => Object.assign(new Error('of the disk'), { code });

test('a damaged copy is begun anew at once, one that the system does not read after the third failure', () => {
  const doubt = new CopyDoubt(() => 0);
  expect(doubt.isBad(new DamagedFileError('noise'))).toBe(true);
  expect([1, 2, 3, 4].map(() => doubt.isBad(failed('SQLITE_IOERR')))).toEqual([false, false, true, false]);
});

test('failures of different hours, a full disk and another holder of the file are no reason', () => {
  let now = 0;
  const doubt = new CopyDoubt(() => now);
  const each = [1, 2, 3, 4].map(() => {
    now += 3_600_000;
    return doubt.isBad(failed('SQLITE_IOERR'));
  });
  expect(each).toEqual([false, false, false, false]);
  for (const code of ['SQLITE_FULL', 'SQLITE_BUSY', 'ENOSPC']) expect([1, 2, 3].map(() => doubt.isBad(failed(code)))).toEqual([false, false, false]);
});
