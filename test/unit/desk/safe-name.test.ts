import { basename, join, relative, win32 } from 'node:path';
import fc from 'fast-check';
import { numberedName, safeName } from '#desk/channel/safe-name';
import { describe, expect, test } from 'vitest';

describe('the name of a saved attachment', () => {
  test.each([
    ['отчёт.pdf', 'отчёт.pdf'],
    ['../../.bashrc', '_.._.bashrc'],
    ['C:\\Windows\\evil.exe', 'C_Windows_evil.exe'],
    ['/etc/passwd', '_etc_passwd'],
    ['.ssh', 'ssh'],
    ['', 'attachment'],
    ['...', 'attachment'],
    ['con.txt', '_con.txt'],
    ['bill\u202Efdp.exe', 'billfdp.exe'],
    ['two\nlines.txt', 'two lines.txt'],
    ['%2e%2e%2fx', '_2e_2e_2fx'],
    ['a.pdf. ', 'a.pdf'],
  ])('%j is kept as %j', (claimed, kept) => {
    expect(safeName(claimed)).toBe(kept);
  });

  test('stays in its folder and short, whatever the sender called it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (claimed) => {
        const name = safeName(claimed);
        expect([relative('/downloads', join('/downloads', name)), basename(name), win32.basename(name)]).toEqual([name, name, name]);
        expect(name.length).toBeLessThanOrEqual(241);
        expect(name).not.toMatch(/^\.|[\p{Cc}]/u);
        expect(name).not.toBe('');
      }),
    );
  });

  test('a second file of one name gets a number before its ending', () => {
    expect([numberedName('a.pdf', 2), numberedName('LICENSE', 3)]).toEqual(['a (2).pdf', 'LICENSE (3)']);
  });
});
