import type { Knex } from 'knex';
import { z } from 'zod';
import { balancer, type Balancer } from '../support/balancer';
import type { CentralDatabases } from '../support/central-database';
import { ServerProcess } from '../support/server-process';
import type { Roads } from './world';
import { World } from './world';

/** A founded world, the server processes that serve it, and one address before them for desks and pages and one for mail. */
export type Stage = {
  readonly world: World;
  readonly db: Knex;
  readonly url: string;
  readonly servers: readonly ServerProcess[];
  readonly front: Balancer;
  readonly door: Balancer;
  readonly roads: Roads;
  /** For whoever wonders why nothing moves. */
  readonly standing: () => Promise<string>;
  readonly close: () => Promise<void>;
};

export async function openStage(databases: Pick<CentralDatabases, 'fresh'>, { seed, servers: count }: { readonly seed: number; readonly servers: number }): Promise<Stage> {
  const { db, url } = await databases.fresh();
  const world = await World.found({ db, url }, seed);
  const servers = Array.from({ length: count }, () => new ServerProcess({ database: url, relayPort: world.mailbox.port }));
  await Promise.all(servers.map((server) => server.start()));
  const front = await balancer(() => servers.map(({ port }) => port));
  const door = await balancer(() => servers.map(({ smtpPort }) => smtpPort));
  const address = `http://127.0.0.1:${front.port}`;
  return {
    world,
    db,
    url,
    servers,
    front,
    door,
    roads: { desk: () => address, page: () => address, smtp: () => door.port },
    standing: async () => [world.away(), ...servers.map(lifeOf), await busyWith(db)].join('\n'),
    close: async () => {
      await world.close();
      await front.close();
      await door.close();
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

function lifeOf({ pid, exitCode, printed }: ServerProcess): string {
  return `server ${pid}, exit code ${exitCode}, said last:\n${printed.slice(-5).join('\n')}`;
}

/** What the database is doing, and what that waits for. */
async function busyWith(db: Knex): Promise<string> {
  const sqlBusy = `select pid, application_name, state, wait_event_type, wait_event, now() - state_change as since, pg_blocking_pids(pid) as blocked_by, left(query, 90) as query
    from pg_stat_activity where datname = current_database() and state <> 'idle'`;
  const found: unknown = await db.raw(sqlBusy).catch((error: unknown) => ({ rows: [String(error)] }));
  return z.object({ rows: z.array(z.unknown()) }).parse(found).rows.map((row) => JSON.stringify(row)).join('\n');
}
