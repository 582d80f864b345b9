import { id } from '#kernel/id';
import { readAccess, signAccess } from '#server/access/access-token';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const secret = 'a secret that is long enough for nobody to guess it';
const session = id('session', 'one');

test('a token opens until its moment and not after', () => {
  const token = signAccess(secret, session, 1000);
  expect([readAccess(secret, token, 999), readAccess(secret, token, 1000)]).toEqual([session, null]);
});

test('a token signed with another secret opens nothing', () => {
  expect(readAccess(secret, signAccess('another secret', session, 1000), 0)).toBeNull();
});

test('whatever one changes in a token, it opens nothing', () => {
  const token = signAccess(secret, session, 1000);
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom('a', 'Z', '0', '9', '_', '-', '.'), (at, letter) => {
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      // The last letter of a signature carries spare bits: another spelling of the same bytes is the same token.
      const isSame = sameBytes(changed, token);
      expect(readAccess(secret, changed, 0)).toBe(isSame ? session : null);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readAccess(secret, text, 0)).toBeNull();
    }),
  );
});

function sameBytes(one: string, other: string): boolean {
  const [body, sign = ''] = one.split('.');
  const [otherBody, otherSign = ''] = other.split('.');
  return one.split('.').length === 2 && body === otherBody && Buffer.from(sign, 'base64url').equals(Buffer.from(otherSign, 'base64url'));
}
