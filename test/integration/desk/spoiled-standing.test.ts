import { join } from 'node:path';
import knex from 'knex';
import { AccessKeeper } from '#desk/access/access-keeper';
import { Clock } from '#desk/clock';
import { Place } from '#desk/place';
import { id } from '#kernel/id';
import { expect, test } from 'vitest';
import { done } from '#kernel/outcome';
import { freshFolder } from './fresh-folder';
import { anna, keptCompany, team } from './small-company';

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
