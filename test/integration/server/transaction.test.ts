import { openCentral, type Central } from '#db/central/open';
import { transact, type Truth } from '#db/central/transaction';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';

let databases: CentralDatabases;
let db: Central;
beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  // One connection: whatever a transaction left on it would meet the next one.
  db = openCentral(url, 1);
});
afterAll(async () => {
  await db.destroy();
  await databases.stop();
});

const add = (id: string) => ({ name: 'add', text: 'insert into tenants (id, name, demonstration) values ($1, $1, false)', values: [id] });
const inOne = <T>(work: (truth: Truth) => Promise<T>): Promise<T> => transact(db, work, (error) => error);
const kept = async (): Promise<unknown> => db('tenants').orderBy('id').pluck('id');

test('what is written without waiting is there when the transaction ended, and what asks sees it before', async () => {
  const seen = await inOne(async ({ tx, pipe }) => {
    void pipe.send(add('ten_a'));
    return tx('tenants').where({ id: 'ten_a' }).count({ count: '*' });
  });
  expect(seen).toEqual([{ count: 1 }]);
  expect(await kept()).toEqual(['ten_a']);
});

test('nothing is left of a transaction whose work throws, or of one of whose statements failed unseen', async () => {
  await expect(inOne(({ pipe }) => {
    void pipe.send(add('ten_b'));
    return Promise.reject(new Error('refused'));
  })).rejects.toThrow('refused');
  await expect(inOne(async ({ pipe }) => {
    void pipe.send(add('ten_b'));
    void pipe.send(add('ten_a'));
    void pipe.send(add('ten_c'));
    return Promise.resolve();
  })).rejects.toMatchObject({ code: '23505' });
  expect(await kept()).toEqual(['ten_a']);
});

test('a failure that the work swallowed is not taken for a commit', async () => {
  await expect(inOne(async ({ tx }) => {
    await tx('tenants').insert({ id: 'ten_d', name: '', demonstration: false });
    await tx.raw('select 1 / 0').catch(() => undefined);
  })).rejects.toThrow('taken for done');
  expect(await kept()).toEqual(['ten_a']);
});

test('a statement that comes after the end of its transaction is carried out nowhere', async () => {
  const late = await inOne(({ tx }) => Promise.resolve(() => tx('tenants').insert({ id: 'ten_e', name: '', demonstration: false })));
  await expect(late()).rejects.toThrow('after the end');
  expect(await kept()).toEqual(['ten_a']);
});
