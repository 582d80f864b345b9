import { openCentral } from '#db/central/open';
import { openExchange, type Exchange } from '#server/sync/exchange';
import type { MakeOrder } from '#server/sync/order';
import { orderByHead } from '#server/sync/order-by-head';
import { orderByLeader } from '#server/sync/order-by-leader';
import { expect, test } from 'vitest';
import { createTeam, createTenant } from '../../../support/accounts';
import { startCentralDatabases } from '../../../support/central-database';
import { eventually } from '../../../support/eventually';

test('the order of a database changes only when no process of the other order is connected; what was not numbered then is numbered first', async () => {
  const databases = await startCentralDatabases();
  const { db, url } = await databases.fresh();
  const tenant = await createTenant(db, { name: 'Shop' });
  const open = (order: MakeOrder): Promise<Exchange> => openExchange({ db: openCentral(url), url, heard: {}, failed: () => undefined, order });
  const byLeader = await open(orderByLeader);
  await createTeam(byLeader.commit, tenant, 'Numbered by a leader');
  await eventually(async () => expect(await db('sync_heads').where({ tenant }).pluck('seq')).toEqual([1]));
  await expect(open(orderByHead)).rejects.toThrow(expect.objectContaining({ name: 'MixedOrderError' }));
  await byLeader.stop();
  // As if it had been stopped between a commit and its numbering.
  await db('change_log').where({ tenant }).update({ seq: null });
  await db('sync_heads').where({ tenant }).update({ seq: 0 });
  const byHead = await open(orderByHead);
  await createTeam(byHead.commit, tenant, 'Numbered at the head');
  expect(await db('change_log').where({ tenant }).orderBy('id').pluck('seq')).toEqual([1, 2]);
  await eventually(async () => expect(open(orderByLeader)).rejects.toThrow(expect.objectContaining({ name: 'MixedOrderError' })));
  await byHead.stop();
  await databases.stop();
});
