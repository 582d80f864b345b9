import { numberCommitted } from '#db/central/change-log';
import { openLink } from '#db/central/link';
import { once, EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { startCentralDatabases } from '../../support/central-database';

test('numbering was planned for an empty log and read all of a long one each time: it walks the index of what has no number', async () => {
  const databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  const events = new EventEmitter();
  const link = openLink(url, { heard: {}, connected: () => void events.emit('connected'), lost: () => undefined });
  await once(events, 'connected');
  const sqlNumber = numberCommitted.text.replace('$1', '5000').replace('$2', '50').replace('$3', '1000000');
  const plan = (await link.query(`explain ${sqlNumber}`))?.map((row) => String(row['QUERY PLAN'])).join('\n');
  expect(plan).toMatch(/Index Scan using change_log_unnumbered on change_log/);
  expect(plan).not.toMatch(/Seq Scan on change_log|Bitmap/);
  await link.close();
  await databases.stop();
});
