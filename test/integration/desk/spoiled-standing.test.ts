import { join } from 'node:path';
import knex from 'knex';
import { AccessKeeper } from '#desk/access/access-keeper';
import { Clock } from '#desk/clock';
import { Place } from '#desk/place';
import { Picture } from '#desk/replica/picture';
import { id } from '#kernel/id';
import { afterEach, expect, test, vi } from 'vitest';
import { done } from '#kernel/outcome';
import { freshFolder } from './fresh-folder';
import { anna, keptCompany, team } from './small-company';

afterEach(() => void vi.restoreAllMocks());

const me = { tenant: id('tenant', 'shop'), id: anna, name: 'Anna', roles: ['agent' as const], teams: [team] };
const open = (folder: string): Promise<Place> => {
  const server = 'http://127.0.0.1:1';
  return Place.open(me, { server, folder, keeper: new AccessKeeper(server, null, async () => done(null)), clock: new Clock(), changed: () => undefined, signedOut: () => undefined, known: () => undefined });
};

test.each([
  ['in the scopes of the copy', `update copy set "scopes" = '[noise'`],
  ['in a confirmed image', `insert into images ("tableName", "id", "row") values ('messages', 'msg_x', '[noise')`],
  ['in the name of a table', `insert into images ("tableName", "id", "row") values ('noise', 'msg_x', null)`],
])('noise %s, which no check of SQLite finds, costs the copy and not the desk', async (_where, sql) => {
  const folder = freshFolder('spoiled');
  const { picture } = await keptCompany(folder);
  await picture.close();
  const db = knex({ client: 'sqlite3', connection: { filename: join(folder, 'cache.db') }, useNullAsDefault: true });
  await db.raw(sql);
  await db.destroy();
  const place = await open(folder);
  expect((await place.notices.all()).map(({ code }) => code)).toContain('cache.rebuilt');
  await place.close();
});

const unread = (): Error => Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });

test.each([['a truncated copy that the system does not read through held its person for minutes: it is begun anew', 3, true], ['one failure of the disk does not cost the copy', 1, false]])('%s', async (_what, failures, isRebuilt) => {
  const folder = freshFolder('unread');
  const { picture } = await keptCompany(folder);
  await picture.close();
  const look = vi.spyOn(Picture.prototype, 'isSound');
  for (let failure = 0; failure < failures; failure += 1) look.mockRejectedValueOnce(unread());
  const place = await open(folder);
  await vi.waitFor(() => expect(look).toHaveBeenCalledTimes(failures + (isRebuilt ? 0 : 1)), 30_000);
  const codes = async (): Promise<readonly string[]> => (await place.notices.all()).map(({ code }) => code);
  if (isRebuilt) await vi.waitFor(async () => expect(await codes()).toContain('cache.rebuilt'), 30_000);
  else {
    expect(await look.mock.results.at(-1)?.value).toBe(true);
    expect(await codes()).not.toContain('cache.rebuilt');
  }
  await place.close();
});
