import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessKeeper } from '#desk/access/access-keeper';
import { Clock } from '#desk/clock';
import { Place } from '#desk/place';
import { Outbox } from '#desk/replica/outbox';
import { id } from '#kernel/id';
import { afterEach, expect, test, vi } from 'vitest';
import { done } from '#kernel/outcome';
import { freshFolder } from './fresh-folder';
import { anna, team } from './small-company';

afterEach(() => vi.restoreAllMocks());

test('a desk that the server does not know goes on when its disk has space again, without being started anew', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      asked.push(body);
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"code":"access.denied"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // checked: a server that listens on a port of a network
  const { port } = server.address() as AddressInfo;
  const becomes = vi.spyOn(Outbox.prototype, 'becomeNewClient').mockRejectedValueOnce(Object.assign(new Error('no space'), { code: 'SQLITE_FULL' }));
  const url = `http://127.0.0.1:${port}`;
  const keeper = new AccessKeeper(url, null, async () => done(null));
  vi.spyOn(keeper, 'access').mockResolvedValue({ ok: true, value: 'token' });
  const me = { tenant: id('tenant', 'shop'), id: anna, name: 'Anna', roles: ['agent' as const], teams: [team] };
  const place = await Place.open(me, { server: url, folder: freshFolder('stranger'), keeper, clock: new Clock(), changed: () => undefined, signedOut: () => undefined, known: () => undefined });
  await expect.poll(() => becomes.mock.calls.length).toBeGreaterThan(1);
  await expect.poll(() => new Set(asked).size).toBeGreaterThan(1);
  expect((await place.notices.all()).map(({ code }) => code)).toContain('disk.full');
  await place.close();
  server.close();
});
