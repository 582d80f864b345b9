import { isPublic, placeOf, resolveOutside } from '#server/egress';
import { listOf } from '#server/access/network';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';

const nobody = listOf([]);
const resolving = (...addresses: readonly string[]) => ({ allowed: nobody, resolve: () => Promise.resolve(addresses) });

describe('S-56 an address that somebody typed in', () => {
  test.each([
    '127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.2.5', '198.18.0.1', '224.0.0.1', '255.255.255.255', '240.0.0.1',
    '::1', '::', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'ff02::1', '64:ff9b::7f00:1', '2001:db8::1', '2002:7f00:1::', '2001::1', '::127.0.0.1', 'not an address',
  ])('%s is not of the internet', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '100.128.0.1', '::ffff:8.8.8.8', '2606:4700::1111', '2a00:1450:4010::65'])('%s is', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test.each([
    'https://127.0.0.1/', 'https://127.1/', 'https://0x7f000001/', 'https://2130706433/', 'https://0177.0.0.1/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[0:0:0:0:0:ffff:a9fe:a9fe]/', 'https://169.254.169.254/latest/meta-data',
    'http://93.184.216.34/', 'ftp://93.184.216.34/', 'file:///etc/passwd', 'https://user:word@93.184.216.34/', 'javascript:alert(1)', 'nonsense',
  ])('%s is not called', async (url) => {
    expect(await placeOf(resolving('127.0.0.1'), url)).toEqual({ ok: false, code: 'forbidden' });
  });

  test('is called only where every address of its name is public', async () => {
    expect(await placeOf(resolving('93.184.216.34', '10.0.0.1'), 'https://shop.example/')).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await placeOf(resolving('93.184.216.34'), 'https://shop.example/')).toMatchObject({ ok: true, value: { address: '93.184.216.34' } });
    expect(await placeOf(resolving(), 'https://shop.example/')).toMatchObject({ code: 'unreachable' });
  });

  test('may be private, and without encryption, where the server was told so', async () => {
    const allowed = { allowed: listOf(['10.0.0.0/8']), resolve: () => Promise.resolve(['10.0.0.7']) };
    expect(await placeOf(allowed, 'http://inside.example/')).toMatchObject({ ok: true });
    expect(await placeOf(allowed, 'http://10.0.0.7/')).toMatchObject({ ok: true });
    expect(await placeOf(allowed, 'http://127.0.0.1/')).toMatchObject({ ok: false });
  });
});

test('a name server that answers nothing is given up soon, however many names it is asked for', async () => {
  const silent = createSocket('udp4').bind(0, '127.0.0.1');
  await once(silent, 'listening');
  let asked = 0;
  silent.on('message', () => (asked += 1));
  const resolve = resolveOutside({ patience: 200, servers: [`127.0.0.1:${silent.address().port}`] });
  const start = performance.now();
  const found = await Promise.all(Array.from({ length: 40 }, (_, place) => resolve(`n${place}.slow.example`)));
  expect([found.flat(), asked >= 40]).toEqual([[], true]);
  expect(performance.now() - start).toBeLessThan(4000);
  silent.close();
});
