import { openMailReader, type MailReader } from '#server/channel/email/mail-reader';
import { longestReading } from '#server/channel/email/mail-limits';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtMailWorker } from '../../support/built-workers';

let reader: MailReader;
/** What a busy machine takes for a thread and the plainest mail: the clock of a reading does not count it. */
let beginning: number;

beforeAll(async () => {
  reader = openMailReader(await builtMailWorker());
  const start = performance.now();
  await reader.read(Buffer.from(`${head}\r\nhi`));
  beginning = performance.now() - start;
});
afterAll(() => reader.stop());

const head = 'From: a@customer.example\r\nTo: support@shop.example\r\nSubject: bomb\r\nMIME-Version: 1.0\r\n';

function nested(depth: number): string {
  const levels = Array.from({ length: depth }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`);
  return `${head}${levels.join('')}Content-Type: text/plain\r\n\r\nx`;
}

const part = '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n';

/** Each stresses another part of the parser; what counts is that the answer comes in time and the next mail is read. */
const bombs: Readonly<Record<string, () => string>> = {
  'a field of nested comments': () => `From: ${'a(b)'.repeat(25_000)}@x.example\r\nTo: d@e.example\r\n\r\nhi`,
  'an address of 40,000 comments': () => `From: ${'(c)a '.repeat(40_000)}\r\n\r\nhi`,
  '20,000 nested groups': () => `From: a@customer.example\r\nTo: ${'g:'.repeat(20_000)}\r\n\r\nhi`,
  '50,000 recipients': () => `From: a@customer.example\r\nTo: ${'a@b.example,'.repeat(50_000)}\r\n\r\nhi`,
  'a header field of 5 MB': () => `${head}X: ${'y'.repeat(5_000_000)}\r\n\r\nhi`,
  '200,000 header fields': () => `${head}${'X-A: 1\r\n'.repeat(200_000)}\r\nhi`,
  '100,000 references': () => `${head}References: ${'<a@b> '.repeat(100_000)}\r\n\r\nhi`,
  '200,000 parts': () => `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(200_000)}--b--`,
  '5,000 nested parts': () => nested(5000),
  '2,000 mails inside each other': () => `${head}${'Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n'.repeat(2000)}\r\nx`,
  '10 MB of open elements': () => `${head}Content-Type: text/html\r\n\r\n${'<div>'.repeat(2_000_000)}`,
  'one attribute of 10 MB': () => `${head}Content-Type: text/html\r\n\r\n<a href="${'x'.repeat(10_000_000)}">`,
  '100,000 encoded words': () => `From: a@customer.example\r\nSubject: ${'=?utf-8?q?a?= '.repeat(100_000)}\r\n\r\nhi`,
  '100,000 cut encoded words': () => `From: a@customer.example\r\nSubject: ${'=?utf-8?B?YQ==?= '.repeat(100_000)}\r\n\r\nhi`,
  'a million soft line breaks': () => `${head}Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${'=\r\n'.repeat(1_000_000)}`,
  '4 MB of flowed text': () => `${head}Content-Type: text/plain; format=flowed\r\n\r\n${'a \r\n'.repeat(1_000_000)}`,
  'a body of spaces and line breaks': () => `${head}\r\n${' \n'.repeat(1_000_000)}x`,
  '5 MB of entities': () => `${head}Content-Type: text/html\r\n\r\n${'&nbsp;&lt;'.repeat(500_000)}`,
};

test.each(Object.keys(bombs))('S-15 %s is over within the limits, and the next mail is read', { timeout: 60_000 }, async (name) => {
  const raw = Buffer.from(bombs[name]?.() ?? '');
  const start = performance.now();
  const [bomb, headers] = [await reader.read(raw), await reader.readHeaders(raw)];
  expect(performance.now() - start).toBeLessThan(longestReading * 2 + 4000 + beginning * 4);
  expect(bomb?.text.length ?? 0).toBeLessThanOrEqual(200_000);
  expect(headers === null || headers.subject.length <= 400).toBe(true);
  expect((await reader.read(Buffer.from(`${head}\r\nafter the bomb`)))?.text).toBe('after the bomb');
});

test.each([
  ['more than a thousand parts', `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(1001)}--b--`],
  ['more than fifty levels', nested(52)],
  ['more than 256 KB of header fields', `${head}${'X-A: 1\r\n'.repeat(50_000)}\r\nhi`],
])('a mail with %s is not opened', async (_name, content) => {
  expect(await reader.read(Buffer.from(content))).toBeNull();
});

test('a thousand parts and fifty levels are still read', async () => {
  const wide = await reader.read(Buffer.from(`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(999)}--b--`));
  const deep = await reader.read(Buffer.from(nested(50)));
  expect([wide?.subject, deep?.text]).toEqual(['bomb', 'x']);
});

test('S-15 random bytes never end the reader', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  let state = seed;
  const dice = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  const pieces = ['\r\n', '\n', '--b', '--b--', 'Content-Type: ', 'multipart/mixed; boundary=b', 'text/html', '=?utf-8?B?', '?=', '<', '>', '"', '(', ')', ';', '=', '\u0000', 'From: a@b.example', 'charset=koi8-r', 'base64', 'Content-Transfer-Encoding: ', '\u00ff', '<script>', '<img src=cid:x>'];
  for (let round = 0; round < 300; round += 1) {
    const content = Array.from({ length: 60 }, () => pieces[Math.floor(dice() * pieces.length)] ?? '').join('');
    const answer = await reader.read(Buffer.from(content, 'latin1'));
    expect(answer?.html ?? '', `seed ${seed}`).not.toMatch(/<script|<[^>]*\son/i);
  }
});
