import { id } from '#kernel/id';
import { createChatIdentities } from '#server/channel/chat/signed-identity';
import { createSealing, keyFrom, newKey, WrongKeyError } from '#server/access/sealing';
import { expect, test } from 'vitest';

const key = (byte: number): Buffer => Buffer.alloc(32, byte);

test('what is sealed opens with its key and for its purpose only', () => {
  const sealing = createSealing([key(1)]);
  const sealed = sealing.seal('factor of anna', 'secret');
  expect(sealed).not.toContain('secret');
  expect(sealing.open('factor of anna', sealed)).toBe('secret');
  expect(() => sealing.open('factor of boris', sealed)).toThrow(WrongKeyError);
  expect(() => createSealing([key(2)]).open('factor of anna', sealed)).toThrow(WrongKeyError);
  for (const broken of ['', 'secret', `${sealed}x`, sealed.slice(0, -2), sealed.replace('sealed1', 'sealed0')]) expect(() => sealing.open('factor of anna', broken)).toThrow(WrongKeyError);
});

test('two seals of one secret do not look alike', () => {
  const sealing = createSealing([key(1)]);
  expect(sealing.seal('p', 'secret')).not.toBe(sealing.seal('p', 'secret'));
});

test('after a change of keys the old one still opens, and only the new one seals', () => {
  const before = createSealing([key(1)]).seal('p', 'secret');
  const after = createSealing([key(2), key(1)]);
  expect(after.open('p', before)).toBe('secret');
  expect([after.isPresent(before), after.isPresent(after.seal('p', 'secret'))]).toEqual([false, true]);
});

test('a key is 32 bytes of base64', () => {
  expect(keyFrom(newKey())).toHaveLength(32);
  for (const wrong of ['', 'short', Buffer.alloc(31).toString('base64'), 'correct horse battery staple']) expect(keyFrom(wrong)).toBeNull();
});

test('a visitor whose site’s secret no key opens any more is nobody known, and breaks nothing', () => {
  const site = { tenant: id('tenant', 'shop'), channel: id('channel', 'chat') };
  const { sealed } = createChatIdentities(createSealing([key(1)])).fresh(site);
  expect(createChatIdentities(createSealing([key(2)])).read({ ...site, secret: sealed }, 'a.b.c', 0)).toBeNull();
});
