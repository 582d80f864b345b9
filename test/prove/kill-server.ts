import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import type { ServerProcess } from '../support/server-process';
import { goesOn, together, worldsOf, type Figures, type Plan, type Proof } from './proof';
import { openStage } from './stage';
import { figuresOf, type World } from './world';

const size = { visitors: 3, mailers: 3, pause: 200 };

/** Two server processes are killed in turn, so that people have somewhere to go; each is started again on its ports. */
export const killServer: Proof = {
  plan: { runs: 500, worlds: 2, desks: 10 },
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      const all = await Promise.all(worldsOf(plan).map((share) => killServers(databases, share, say)));
      return together(all);
    } finally {
      await databases.stop();
    }
  },
};

export async function killServers(databases: Pick<CentralDatabases, 'fresh'>, plan: Plan, say: (line: string) => void): Promise<Figures> {
  const { seed, desks } = plan;
  const { world, db, servers, front, roads, standing, close } = await openStage(databases, { seed, servers: 2 });
  try {
    world.begin({ ...size, desks }, roads);
    await world.busy();
    let open = 0;
    let runs = 0;
    for (; goesOn(plan, runs); runs += 1) {
      const [server] = servers.toSorted((one, other) => front.held(other.port) - front.held(one.port));
      if (server === undefined) break;
      open += await killAtRandom(world, db, server);
      await server.start();
      if ((runs + 1) % 10 === 0) say(`seed ${seed}: ${runs + 1} kills, ${world.ledger.count('acknowledged')} acknowledged`);
    }
    await world.end();
    return { ...figuresOf(runs, await world.judge(), say), in_transaction: open };
  } catch (error) {
    say(await standing());
    throw error;
  } finally {
    await close();
  }
}

/** Anywhere; just after something was pushed; or while transactions stand before their last write. Answers how many stood so. */
async function killAtRandom(world: World, db: Knex, server: ServerProcess): Promise<number> {
  const { dice } = world;
  await sleep(100 + dice.below(700));
  const way = dice.below(3);
  if (way === 0) await server.kill();
  if (way === 1) {
    await Promise.race([world.nextPush(), sleep(1000)]);
    await sleep(dice.below(12));
    await server.kill();
  }
  if (way !== 2) return 0;
  // On a busy machine the judge itself may wait too long for a connection.
  return killBeforeCommit(db, server).catch(() => server.kill().then(() => 0));
}

const waiting = z.object({ rows: z.array(z.object({ count: z.number() })) });

/** Holds the log, so that business transactions pile up with all their rows written and their entry not; then kills. */
async function killBeforeCommit(db: Knex, server: ServerProcess): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.raw('lock table change_log in share mode');
    let open = 0;
    for (let look = 0; look < 40 && open === 0; look += 1) {
      await sleep(10);
      const found: unknown = await tx.raw(
        `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%insert into %change_log%'`,
      );
      open = waiting.parse(found).rows[0]?.count ?? 0;
    }
    await server.kill();
    return open;
  });
}
