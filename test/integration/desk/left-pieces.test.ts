import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AccessKeeper } from '#desk/access/access-keeper';
import { Clock } from '#desk/clock';
import { Place } from '#desk/place';
import { id } from '#kernel/id';
import { expect, test } from 'vitest';
import { done } from '#kernel/outcome';
import { freshFolder } from './fresh-folder';
import { anna, conversationOf, team } from './small-company';

test('S-21 a file of which only the first piece was handed over leaves no byte when its person signs out', async () => {
  const server = 'http://127.0.0.1:1';
  const folder = freshFolder('pieces');
  const me = { tenant: id('tenant', 'shop'), id: anna, name: 'Anna', roles: ['agent' as const], teams: [team] };
  const place = await Place.open(me, { server, folder, keeper: new AccessKeeper(server, null, async () => done(null)), clock: new Clock(), changed: () => undefined, signedOut: () => undefined, known: () => undefined });
  expect(await place.outgoing.add({ conversation: conversationOf(0), transfer: randomUUID(), name: 'passport.jpg', size: 10, from: 0, bytes: new Uint8Array([1, 2, 3]) })).toMatchObject({ ok: true });
  await place.wipe();
  expect(readdirSync(join(folder, 'outgoing'))).toEqual([]);
});
