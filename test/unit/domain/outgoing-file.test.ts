import { attachmentsOf, checkFiles, fileBounds, isFileName, mayRun } from '#domain/conversation/outgoing-file';
import { detectType } from '#desk/channel/detect-type';
import { outgoingName } from '#desk/channel/safe-name';
import { expect, test } from 'vitest';

const file = (size: number, hash: string) => ({ hash, name: 'a.txt', size, type: 'text/plain' });

test('at most ten files of together 25 MB leave with one answer, each of them once', () => {
  expect(checkFiles(Array.from({ length: 10 }, (_, place) => file(1, `${place}`)))).toMatchObject({ ok: true });
  expect(checkFiles(Array.from({ length: 11 }, (_, place) => file(1, `${place}`)))).toEqual({ ok: false, code: 'attachment.tooMany' });
  expect(checkFiles([file(fileBounds.total, 'a'), file(1, 'b')])).toEqual({ ok: false, code: 'attachment.tooLarge' });
  expect(checkFiles([file(1, 'a'), file(1, 'a')])).toEqual({ ok: false, code: 'mutation.failed' });
});

test.each(['../../etc/passwd', 'a\u202egpj.exe', 'a\nb.txt', '..', '', 'C:\\boot.ini', 'x'.repeat(91)])('the name %j is refused, and what the desk makes of it is not', (name) => {
  expect([isFileName(name), isFileName(outgoingName(name))]).toEqual([false, true]);
});

test('what a file is its bytes say, whatever it calls itself', () => {
  const typed = (bytes: string, name: string) => detectType(Buffer.from(bytes, 'latin1'), name);
  expect(typed('MZ\u0090\u0000', 'photo.jpg')).toBe('application/x-msdownload');
  expect(typed('PK\u0003\u0004', 'a.docx')).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
  expect(typed('<svg xmlns="http://www.w3.org/2000/svg">', 'a.png')).toBe('image/svg+xml');
  expect(typed('a;b\r\n', 'a.csv')).toBe('text/csv');
  expect(typed('\u0001\u0002\u0003', 'a.txt')).toBe('application/octet-stream');
});

test('whoever opens a program, a script or an office file with macros is told that it runs', () => {
  expect([mayRun({ name: 'a.pdf', type: 'application/x-msdownload' }), mayRun({ name: 'list.XLSM', type: 'application/zip' }), mayRun({ name: 'a.pdf', type: 'application/pdf' })]).toEqual([true, true, false]);
});

test('ids of attachments follow from the message, so that the desk and the server say the same', () => {
  expect(attachmentsOf('msg_1-2', [file(1, 'a'), file(2, 'b')]).map(({ id }) => id)).toEqual(['att_1-2-0', 'att_1-2-1']);
});
