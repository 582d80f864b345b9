import { writeRows } from '#db/cache/write-rows';
import { query } from '#db/cache/sqlite';
import { readPosition } from '#db/cache/position';
import { expect, test } from 'vitest';
import { smallDiskAt } from '../../e2e/stage/small-disk';
import { freshFolder } from './fresh-folder';
import { company, keptCompany, standing } from './small-company';

test.each([0, 16, 64, 256, 1024, 4096])('a snapshot whose disk fills up before it is in place (%i KiB left) is in place as a whole or not at all', async (left) => {
  const home = freshFolder('small-disk');
  const disk = smallDiskAt(home);
  // The context of a test is not handed to those of a table.
  if (disk === null) return;
  const { picture } = await keptCompany(home);
  const loaded = await picture.beside();
  await loaded.write((tx) => writeRows(tx, company({ conversations: 400, messagesEach: 4 })));
  disk.fill(left * 1024);
  const outcome = await picture.replace(loaded, standing(20)).then(() => 'in place', (error: unknown) => String(error));
  disk.free();
  const position = await picture.read(readPosition);
  const messages = await picture.read((db) => query(db, { sql: 'select count(*) as "count" from messages', bindings: [] }));
  const sound = await picture.isSound();
  await picture.close();
  disk.remove();
  const isInPlace = outcome === 'in place';
  expect({ sound, messages, cursor: position?.cursor }).toEqual({ sound: true, messages: [{ count: isInPlace ? 1600 : 8 }], cursor: isInPlace ? 20 : 10 });
});
