import { base32, codeOf, enrolmentUri, stepAt, stepOf } from '#server/access/totp';
import { expect, test } from 'vitest';

const secret = Buffer.from('12345678901234567890');

test('the codes are those of RFC 6238', () => {
  const table = { 59: '94287082', 1_111_111_109: '07081804', 1_111_111_111: '14050471', 1_234_567_890: '89005924', 2_000_000_000: '69279037', 20_000_000_000: '65353130' };
  for (const [at, code] of Object.entries(table)) expect(codeOf(secret, stepAt(Number(at) * 1000))).toBe(code.slice(2));
});

test('a code counts one step before and after its own, and no further', () => {
  const now = 1_700_000_000_000;
  const code = codeOf(secret, stepAt(now));
  const heard = [-61_000, -30_000, 0, 30_000, 61_000].map((shift) => stepOf(secret, code, now + shift));
  expect(heard).toEqual([null, stepAt(now), stepAt(now), stepAt(now), null]);
});

test('what is no code is no step', () => {
  const code = codeOf(secret, 2);
  for (const other of ['', '0', `${code}0`, code.slice(1), 'ABCDEF', '１２３４５６', code.replace(/^./, 'x')]) expect(stepOf(secret, other, 60_000)).toBeNull();
  expect(stepOf(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, 60_000)).toBe(2);
});

test('secrets are typed in base32, as RFC 4648 writes it', () => {
  const table = { '': '', f: 'MY', fo: 'MZXQ', foo: 'MZXW6', foob: 'MZXW6YQ', fooba: 'MZXW6YTB', foobar: 'MZXW6YTBOI' };
  for (const [plain, typed] of Object.entries(table)) expect(base32(Buffer.from(plain))).toBe(typed);
  expect(enrolmentUri(secret, 'anna+a@example.org')).toBe('otpauth://totp/Otklik%3Aanna%2Ba%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Otklik&algorithm=SHA1&digits=6&period=30');
});
