import { openSqlite } from '#db/cache/sqlite';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password } from '../../support/central-server';
import { arrive } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { freshFolder } from './fresh-folder';
import { Seat } from './seat';
import { begun, conversationOf, keptCompany } from './small-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

function cacheOf({ home }: Seat): string {
  const found = readdirSync(join(home, 'desk'), { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('cache.db'));
  if (found === undefined) throw new Error('the desk has no copy');
  return join(home, 'desk', found);
}

test('a copy whose list of tables bears noise is begun anew, and the desk does not stay offline', async () => {
  const { email } = await served.newAgent();
  const seat = new Seat({ server: served.server.url, signIn: `${email}:${password}` });
  await seat.online();
  const file = await openSqlite(cacheOf(seat), 'normal', (writer) => writer.raw('alter table messages rename to nessages'));
  await file.close();
  const { commit } = served.server.services.exchange;
  const { id: conversation } = await arrive(commit, { tenant: served.company.tenant, team: served.company.support, text: 'After the noise' });
  await seat.until({ name: 'notices', input: {} }, (notices) => notices.some(({ code }) => code === 'cache.rebuilt'));
  await seat.online();
  await seat.until({ name: 'conversation', input: { conversation, limit: 50 } }, (shown) => shown?.messages.some(({ row }) => row.text === 'After the noise') === true);
  await seat.leave();
});

test('what is safe in the outbox is not told as refused where noise keeps it from being drawn', async () => {
  const { folder, picture, outbox } = await keptCompany(freshFolder('noisy'));
  const file = await openSqlite(join(folder, 'cache.db'), 'normal', (writer) => writer.raw('alter table images rename to inages'));
  await file.close();
  const told = await picture.mutate({ name: 'note.add', args: { message: id('message', randomUUID()), conversation: conversationOf(0), text: 'once' } }, begun);
  expect(told.ok).toBe(true);
  expect(outbox.pending).toHaveLength(1);
  await picture.close();
});
