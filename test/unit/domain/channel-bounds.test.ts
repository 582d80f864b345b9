import { notCarried, shownByWhatsApp } from '#domain/conversation/carried-file';
import { filledTemplate, slotsOf } from '#domain/channel/template';
import { expect, test } from 'vitest';

const megabyte = 1024 * 1024;
const file = (type: string, size = 100, name = 'f'): { name: string; type: string; size: number } => ({ name, type, size });

test.each([
  ['whatsapp', file('image/jpeg', 5 * megabyte), null],
  ['whatsapp', file('image/jpeg', 5 * megabyte + 1), { because: 'size', most: 5 * megabyte }],
  ['whatsapp', file('video/mp4', 17 * megabyte), { because: 'size', most: 16 * megabyte }],
  ['whatsapp', file('application/pdf', 25 * megabyte), null],
  ['whatsapp', file('application/vnd.openxmlformats-officedocument.wordprocessingml.document'), null],
  ['whatsapp', file('application/zip'), { because: 'kind' }],
  ['whatsapp', file('image/gif'), { because: 'kind' }],
  ['vk', file('audio/mpeg'), { because: 'kind' }],
  ['vk', file('application/x-msdownload'), { because: 'kind' }],
  ['vk', file('application/zip', 25 * megabyte), null],
  ['max', file('application/zip', 25 * megabyte), null],
  ['telegram', file('audio/mpeg', 25 * megabyte), null],
  ['email', file('image/gif'), null],
] as const)('%s and the file %j: %j', (kind, sent, expected) => {
  expect(notCarried(kind, sent)).toEqual(expected);
});

test('WhatsApp shows pictures as pictures and bills as documents', () => {
  expect(['image/png', 'audio/ogg', 'video/3gpp', 'text/plain', 'image/svg+xml'].map(shownByWhatsApp)).toEqual(['image', 'audio', 'video', 'document', null]);
});

test('the slots of approved words are numbered from one without a gap, and take the words in their place', () => {
  expect(['Здравствуйте', '{{1}}, заказ {{2}} готов, {{1}}', '{{2}}', '{{0}}', '{{x}}'].map(slotsOf)).toEqual([0, 2, null, null, 0]);
  expect(filledTemplate('{{1}}, заказ {{2}} готов. {{1}}!', ['Анна', '$& {{1}}'])).toBe('Анна, заказ $& {{1}} готов. Анна!');
});
