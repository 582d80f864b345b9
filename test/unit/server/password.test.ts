import { hashPassword, isPassword, isWeak, isWorthy } from '#server/access/password';
import { expect, test } from 'vitest';

test('a password of 100 letters counts to its last one, and the form of its letters does not matter', async () => {
  const long = `${'ё'.repeat(99)}y`;
  const stored = await hashPassword(long);
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect([await isPassword(stored, long.normalize('NFD')), await isPassword(stored, `${long.slice(0, -1)}z`), await isPassword(null, long)]).toEqual([true, false, false]);
});

test('a hash of less memory or time is weak, and so is one of another kind', () => {
  const stored = (m: number, t: number, kind = 'argon2id'): string => `$${kind}$v=19$m=${m},t=${t},p=1$c2FsdHNhbHQ$aGFzaA`;
  expect([stored(19_456, 2), stored(65_536, 3), stored(4096, 2), stored(19_456, 1), stored(19_456, 2, 'argon2i'), ''].map(isWeak)).toEqual([false, false, true, true, true, true]);
});

test('a password that is short, a row of neighbours, or the person’s own name or address is refused', () => {
  const guessable = ['Anna.K@example.org', 'Анна Кузнецова'];
  for (const poor of ['', 'short', '1234567890', 'abcdefghijkl', 'aaaaaaaaaaaa', 'qwertyuiop', 'ANNA.K@EXAMPLE.ORG', 'анна кузнецова']) expect([poor, isWorthy(poor, guessable)]).toEqual([poor, false]);
  for (const good of ['correct horse', 'лошадь-батарея', 'x7#Kq!p2Lm']) expect([good, isWorthy(good, guessable)]).toEqual([good, true]);
});
