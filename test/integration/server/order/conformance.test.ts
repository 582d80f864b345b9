import { createTenant } from '../../../support/accounts';
import { debianBinaries, startCentralDatabases, type CentralDatabases } from '../../../support/central-database';
import { eventually } from '../../../support/eventually';
import type { TenantId } from '#kernel/id';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CursorReader } from './cursor-reader';
import { faultsOf } from './judge';
import { NodeProcess, type Ledger, type OrderKind } from './node-process';

const debian = debianBinaries();
const databaseKinds = [{ make: 'the embedded PostgreSQL', own: null }, ...(debian === null ? [] : [{ make: "Debian's PostgreSQL 15", own: { binaries: debian } }])];
const seed = Math.floor(Math.random() * 1_000_000);

/** Two processes and a reader on a fresh company. */
type World = { readonly db: Knex; readonly tenant: TenantId; readonly ledger: Ledger; readonly first: NodeProcess; readonly second: NodeProcess; readonly reader: CursorReader };

describe.each(databaseKinds)('on $make', ({ own }) => {
  let databases: CentralDatabases;
  beforeAll(async () => {
    databases = await startCentralDatabases(own);
  });
  afterAll(() => databases.stop());

  describe.each<{ kind: OrderKind; name: string }>([
    { kind: 'leader', name: 'the order by a leader' },
    { kind: 'head', name: 'the order by the head of the tenant' },
  ])(`$name keeps the contract (seed ${seed})`, ({ kind }) => {
    let world: World;
    beforeAll(async () => {
      world = await openWorld(databases, kind);
      await live(world);
    });
    afterAll(() => close(world));

    test('with 32 writers that wait, turn back and wait for each other at two processes, one of which is paused and then killed, a process misses nothing, sees nothing twice and nothing out of order', () => {
      expect(world.second.broken).toEqual([]);
      expect(faultsOf(world.second.told, world.ledger)).toEqual([]);
      expect([...world.ledger.values()].filter(({ end }) => end === 'committed').length).toBeGreaterThan(200);
    });

    test('a reader with a cursor has the same', () => {
      expect(faultsOf(world.reader.told, world.ledger)).toEqual([]);
      expect(world.reader.told).toEqual(world.second.told);
    });

    test('the process that was paused had the same until it was killed', () => {
      expect(world.first.broken).toEqual([]);
      expect(world.first.told).toEqual(world.second.told.slice(0, world.first.told.length));
    });
  });
});

test('numbers of a plain sequence, taken when a transaction begins, are found out: readers miss what was committed', async () => {
  const databases = await startCentralDatabases();
  const world = await openWorld(databases, 'planted');
  await bothWrite(world, 'planted', 10);
  await world.reader.end();
  const faults = faultsOf(world.reader.told, world.ledger);
  await close(world);
  await databases.stop();
  for (const kind of ['missed', 'gap', 'order']) expect(faults.filter((fault) => fault.startsWith(kind)), `${kind}, seed ${seed}`).not.toEqual([]);
});

async function openWorld(databases: CentralDatabases, kind: OrderKind): Promise<World> {
  const { url, db } = await databases.fresh();
  const tenant = await createTenant(db, { name: 'Shop' });
  if (kind === 'planted') await db.raw('create sequence planted');
  const ledger: Ledger = new Map();
  // The first to start is the leader, where there is one.
  const first = await NodeProcess.start(`${url}?application_name=first`, kind, ledger);
  const second = await NodeProcess.start(`${url}?application_name=second`, kind, ledger);
  return { db, tenant, ledger, first, second, reader: new CursorReader(db, tenant) };
}

async function close({ first, second }: World): Promise<void> {
  await first.kill();
  await second.kill();
}

/** Each write goes through one of the two; the first is paused until its connections are lost, goes on, and is killed. */
async function live(world: World): Promise<void> {
  const { db, tenant, first, second, reader } = world;
  await bothWrite(world, 'calm', 6);
  const underway = first.load({ name: 'paused', tenant, seed, writers: 16, turns: 4 });
  first.signal('SIGSTOP');
  await db.raw("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'first'");
  await second.load({ name: 'meanwhile', tenant, seed, writers: 16, turns: 4 });
  first.signal('SIGCONT');
  await underway;
  await bothWrite(world, 'again', 2);
  void first.load({ name: 'killed', tenant, seed, writers: 16, turns: 200 });
  await second.load({ name: 'beside', tenant, seed, writers: 16, turns: 3 });
  await first.kill();
  await second.load({ name: 'after', tenant, seed, writers: 16, turns: 2 });
  await eventually(async () => expect(await db('change_log').whereNull('seq')).toEqual([]));
  await reader.end();
  const last = reader.told.at(-1)?.seq;
  await eventually(async () => expect(second.told.at(-1)?.seq).toBe(last));
}

async function bothWrite({ tenant, first, second }: World, name: string, turns: number): Promise<void> {
  await Promise.all([first.load({ name: `${name}-1`, tenant, seed, writers: 16, turns }), second.load({ name: `${name}-2`, tenant, seed: seed + 1, writers: 16, turns })]);
}
