import { AccessKeeper } from '#desk/access/access-keeper';
import { Clock } from '#desk/clock';
import { Place } from '#desk/place';
import { DamagedFileError } from '#db/cache/damage';
import { readPosition } from '#db/cache/position';
import { id } from '#kernel/id';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { done } from '#kernel/outcome';
import { smallDiskAt, type SmallDisk } from '../../e2e/stage/small-disk';
import { password } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { freshFolder } from './fresh-folder';
import { Seat } from './seat';
import { anna, begun, conversationOf, keptCompany, team } from './small-company';

let served: ServedCompany;
let home: string;
let disk: SmallDisk | null;

beforeAll(async () => {
  served = await openServedCompany();
});
beforeEach(() => {
  home = freshFolder('small-disk');
  disk = smallDiskAt(home);
});
afterEach(() => disk?.remove());
afterAll(() => served.stop());

const session = { name: 'session', input: {} } as const;
const sessionsNow = (): Promise<string[]> => served.server.services.db('sessions').orderBy('id').pluck('id');

async function seated(): Promise<Seat> {
  const { email } = await served.newAgent();
  const seat = new Seat({ server: served.server.url, signIn: null, home });
  await seat.until(session, ({ state }) => state === 'signedOut');
  await seat.ask('session.signIn', { email, password });
  await seat.online();
  return seat;
}

test('a desk that starts on a full disk keeps its session, says that the disk is full, and opens when there is space again', async ({ skip }) => {
  if (disk === null) return skip('no disk of its own');
  const seat = await seated();
  await seat.leave();
  const before = await sessionsNow();
  disk.fill();
  const again = new Seat({ server: served.server.url, signIn: null, home, sealed: seat.sealed });
  const waiting = await again.until(session, (shown) => shown.state === 'starting' && shown.waits !== null);
  expect(waiting).toMatchObject({ waits: 'disk.full', name: 'Person' });
  expect(again.sealed).toBe(seat.sealed);
  disk.free();
  await again.until(session, ({ state }) => state === 'locked');
  expect(await again.ask('session.unlock', { secret: password })).toEqual({ ok: true, value: null });
  await again.online();
  expect(await sessionsNow()).toEqual(before);
  await again.leave();
});

test('a person whose desk cannot open for want of space may make room for somebody else', async ({ skip }) => {
  if (disk === null) return skip('no disk of its own');
  const seat = await seated();
  await seat.leave();
  disk.fill();
  const again = new Seat({ server: served.server.url, signIn: null, home, sealed: seat.sealed });
  await again.until(session, (shown) => shown.state === 'starting' && shown.waits !== null);
  expect(await again.ask('session.signOut', { waiting: 'keep' })).toMatchObject({ ok: true });
  await again.until(session, ({ state }) => state === 'signedOut');
  expect(again.sealed).toBeNull();
  await again.leave();
});

test('a damaged copy that a full disk does not let be rebuilt is told of, and rebuilt when there is space: nothing rejects', async ({ skip }) => {
  if (disk === null) return skip('no disk of its own');
  const { picture } = await keptCompany(home, { conversations: 400, messagesEach: 4 });
  await picture.mutate({ name: 'note.add', args: { message: id('message', 'kept'), conversation: conversationOf(0), text: 'kept' } }, begun);
  await picture.rest();
  await picture.close();
  const keeper = new AccessKeeper('http://127.0.0.1:9', null, async () => done(null));
  vi.spyOn(keeper, 'access').mockResolvedValue({ ok: false, code: 'network.offline' });
  const me = { tenant: id('tenant', 'shop'), id: anna, name: 'Anna', roles: ['agent' as const], teams: [team] };
  const place = await Place.open(me, { server: 'http://127.0.0.1:9', folder: home, keeper, clock: new Clock(), changed: () => undefined, signedOut: () => undefined, known: () => undefined });
  const codes = async (): Promise<readonly string[]> => (await place.notices.all()).map(({ code }) => code);
  disk.fill();
  const rebuilt = place.doubt(new DamagedFileError('noise'));
  await expect.poll(codes).toContain('disk.full');
  expect(place.outbox.pending).toHaveLength(1);
  disk.free();
  await rebuilt;
  expect(await place.picture.read(readPosition)).toBeNull();
  expect(place.outbox.pending).toHaveLength(1);
  expect(place.driver).not.toBeNull();
  await place.close();
});
