import { openCentral } from '#db/central/open';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { z } from 'zod';
import { BackupTools, emptyFolder, logArrived } from '../support/backup';
import { debianBinaries, startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { stopPostgres } from '../support/stopped-postgres';
import { goesOn, together, worldsOf, type Figures, type Plan, type Proof } from './proof';
import { openStage, type Stage } from './stage';
import { figuresOf } from './world';

const size = { visitors: 2, mailers: 2, pause: 150 };

/** The database is lost and put back from its backup while desks hold what they could not send. Needs pg_dump and its like. */
export const restore: Proof = {
  plan: { runs: 10, worlds: 1, desks: 8 },
  prove: async (plan, say) => together(await Promise.all(worldsOf(plan).map((share) => restoreAll(share, say)))),
};

async function restoreAll(plan: Plan, say: (line: string) => void): Promise<Figures> {
  const binaries = debianBinaries();
  if (binaries === null) throw new Error('the tools of PostgreSQL 15 are not installed here; the embedded one has neither pg_dump nor pg_basebackup');
  const tools = new BackupTools(binaries);
  const all: Figures[] = [];
  for (let run = 0; goesOn(plan, run); run += 1) {
    const databases = await startCentralDatabases({ binaries });
    try {
      const way = run % 2 === 1 ? 'dump' : 'moment';
      const figures = await putBack({ databases, tools, way }, { ...plan, runs: 1, seed: plan.seed + run }, say);
      say(`${way}: ${JSON.stringify(figures)}`);
      all.push({ ...figures, [`runs_${way}`]: 1 });
    } finally {
      await databases.stop();
    }
  }
  return together(all);
}

type Ground = { readonly databases: CentralDatabases; readonly tools: BackupTools; readonly way: 'dump' | 'moment' };

/** Backup under load, more work, disaster, work without a server, restore; what was promised before the restore point stands, and what waited arrives. */
export async function putBack(ground: Ground, { seed, desks }: Plan, say: (line: string) => void): Promise<Figures> {
  const stage = await openStage(ground.databases, { seed, servers: 2 });
  const { world, servers, close } = stage;
  let forget = async (): Promise<void> => undefined;
  try {
    world.begin({ ...size, desks }, stage.roads);
    await world.busy();
    const backup = await (ground.way === 'dump' ? dumped(stage, ground) : logged(stage, ground));
    say(`${ground.way}: backed up, ${world.ledger.count('acknowledged')} acknowledged`);
    await sleep(1500);
    await Promise.all(servers.map((server) => server.kill()));
    await sleep(1500);
    const waiting = world.desks.reduce((sum, { outbox }) => sum + outbox.length, 0);
    const { db, stop } = await backup.restored();
    forget = async (): Promise<void> => {
      await db.destroy();
      await stop();
    };
    world.moveTo(db);
    // A server's last word may be read after its end; until the next one starts, nothing else is promised.
    const rolledBack = world.ledger.doubt(backup.point, performance.now());
    await servers[0]?.start('--restored');
    await servers[1]?.start();
    say(`${ground.way}: put back, ${rolledBack} promised after the restore point, ${waiting} waiting`);
    await sleep(2000);
    await world.end();
    const resyncs = world.desks.reduce((sum, desk) => sum + desk.resyncs, 0) - desks;
    return { ...figuresOf(1, await world.judge(), say), waiting_at_restore: waiting, after_restore_point: rolledBack, resyncs };
  } finally {
    await close();
    await forget();
  }
}

/** `point`: everything that was acknowledged before it is in the backup. */
type Backup = { readonly point: number; readonly restored: () => Promise<{ readonly db: Knex; readonly stop: () => Promise<void> }> };

async function dumped({ url }: Stage, { databases, tools }: Ground): Promise<Backup> {
  const file = join(await emptyFolder(databases.folder, 'dump'), 'otklik.dump');
  const point = performance.now();
  await tools.dump(url, file);
  return {
    point,
    restored: async () => {
      const server = openCentral(inDatabase(url, 'postgres'));
      const name = new URL(url).pathname.slice(1);
      await server.raw('drop database ?? with (force)', [name]);
      await server.raw('create database ??', [name]);
      await server.destroy();
      await tools.restoreDump(file, url);
      return { db: openCentral(url), stop: async () => undefined };
    },
  };
}

const switched = z.object({ rows: z.array(z.object({ name: z.string() })) });

async function logged({ url, db, servers }: Stage, { databases, tools }: Ground): Promise<Backup> {
  const log = await emptyFolder(databases.folder, 'log');
  const receiver = tools.receiveLog(url, log);
  const base = join(databases.folder, 'base');
  await tools.baseBackup(url, base);
  await sleep(1000);
  const [point, until] = [performance.now(), new Date()];
  await sleep(1000);
  const last: unknown = await db.raw('select pg_walfile_name(pg_switch_wal()) as name');
  await logArrived(receiver, log, switched.parse(last).rows[0]?.name ?? '');
  return {
    point,
    restored: async () => {
      // The old cluster is gone for good: its keeper stays stopped until the end.
      const wakeKeeper = stopPostgres(databases);
      const { port, stop } = await tools.recover({ base, log, until }, await emptyFolder(databases.folder, 'recovered')).catch((error: unknown) => {
        wakeKeeper();
        throw error;
      });
      const recovered = new URL(url);
      recovered.port = String(port);
      for (const server of servers) server.moveTo(recovered.href);
      return {
        db: openCentral(recovered.href),
        stop: async () => {
          await stop();
          wakeKeeper();
        },
      };
    },
  };
}

function inDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
