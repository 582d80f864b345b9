import { listOf } from '#server/access/network';
import { peerOf } from '#server/peer';
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';

function addressOf(remoteAddress: string, headers: Record<string, string> = {}): string {
  // checked: what `peerOf` looks at
  return peerOf({ headers, socket: { remoteAddress, destroyed: false, readableEnded: false } } as unknown as IncomingMessage, listOf(['10.0.0.1'])).address;
}

test('every address that one subscriber has of IPv6 counts as one, straight or behind a proxy', () => {
  const addresses = ['2001:db8:1:2::1', '2001:db8:1:2:ffff:0:1:2', '2001:0db8:0001:0002::', '2001:DB8:1:2::5'];
  for (const address of addresses) {
    expect(addressOf(address)).toBe('2001:db8:1:2::');
    expect(addressOf('10.0.0.1', { 'x-forwarded-for': address })).toBe('2001:db8:1:2::');
  }
  expect(addressOf('2001:db8::5')).toBe('2001:db8:0:0::');
  expect(addressOf('2001:db8:1:3::1')).toBe('2001:db8:1:3::');
});

test('what is near, and IPv4, counts by itself', () => {
  for (const address of ['::1', 'fe80::1', 'fd00::2', '::ffff:203.0.113.5', '203.0.113.5']) expect(addressOf(address)).toBe(address);
});
