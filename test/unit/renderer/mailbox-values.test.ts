import type { MailboxSettings } from '#contract/mailbox';
import { expect, test } from 'vitest';
import { guessed, securitiesFor, usableOf, valuesOf } from '../../../renderer/settings/mailbox-values';

test('an address tells how its mailbox is usually reached', () => {
  expect(guessed(' Help@Shop.example ')).toMatchObject({ inHost: 'imap.shop.example', inPort: '993', outHost: 'smtp.shop.example', outPort: '465', user: 'Help@Shop.example', keepsSent: false });
  expect(guessed('help@gmail.com')).toMatchObject({ inHost: 'imap.gmail.com', outHost: 'smtp.gmail.com', keepsSent: true });
  expect(guessed('help')).toMatchObject({ inHost: '', user: '' });
});

test('a form is usable when all of it is there and may be', () => {
  const whole = { ...guessed('help@shop.example'), password: 'secret' };
  expect(usableOf(whole)).toEqual({
    settings: { receive: { host: 'imap.shop.example', port: 993, security: 'tls' }, send: { host: 'smtp.shop.example', port: 465, security: 'tls' }, auth: { kind: 'password', user: 'help@shop.example' }, keepsSent: false },
    secret: { password: 'secret' },
  });
  for (const lack of [{ password: '' }, { inHost: ' ' }, { outPort: '0' }, { inPort: 'x' }, { inSecurity: 'none' as const }, { kind: 'oauth' as const }]) expect(usableOf({ ...whole, ...lack }), JSON.stringify(lack)).toBeNull();
  const own = { ...whole, kind: 'oauth', client: 'id', clientSecret: 'secret', tokenUrl: 'https://login.example/token', scope: 'mail' } as const;
  expect(usableOf(own)?.secret).toEqual({ clientSecret: 'secret', refreshToken: null });
  expect(usableOf({ ...own, tokenUrl: 'http://login.example/token' })).toBeNull();
});

test('a mailbox that is set anew shows how it is reached, and no secret', () => {
  const settings: MailboxSettings = { receive: { host: 'a', port: 143, security: 'starttls' }, send: { host: 'b', port: 587, security: 'starttls' }, auth: { kind: 'oauth', user: 'u', client: 'c', tokenUrl: 'https://t/', scope: 's' }, keepsSent: true };
  expect(valuesOf(settings)).toEqual({ inHost: 'a', inPort: '143', inSecurity: 'starttls', outHost: 'b', outPort: '587', outSecurity: 'starttls', kind: 'oauth', user: 'u', password: '', client: 'c', clientSecret: '', refreshToken: '', tokenUrl: 'https://t/', scope: 's', keepsSent: true });
});

test('a server on this machine alone may be reached in the open', () => {
  expect(['127.0.0.1', 'localhost', 'imap.shop.example'].map((host) => securitiesFor(host).includes('none'))).toEqual([true, true, false]);
});
