import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { z } from 'zod';
import { debianBinaries, startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { eventually } from '../support/eventually';
import { endNow, postmasterOf, stopPostgres } from '../support/stopped-postgres';
import { goesOn, together, worldsOf, type Figures, type Plan, type Proof } from './proof';
import { openStage } from './stage';
import { figuresOf, type World } from './world';

const size = { visitors: 2, mailers: 2, pause: 200 };

/** PostgreSQL dies in every way under work that goes on: the embedded one, and beside it Debian's where it is installed. */
export const killPostgres: Proof = {
  plan: { runs: 200, worlds: 2, desks: 8 },
  prove: async (plan, say) => {
    const debian = debianBinaries();
    const worlds = worldsOf(plan).map(async (share, place) => {
      const isDebian = place % 2 === 1 && debian !== null;
      const databases = await startCentralDatabases(isDebian ? { binaries: debian } : {});
      try {
        const figures = await killPostgreses(databases, share, say);
        return { ...figures, [isDebian ? 'runs_on_15' : 'runs_on_18']: figures.runs };
      } finally {
        await databases.stop();
      }
    });
    return together(await Promise.all(worlds));
  },
};

export async function killPostgreses(databases: CentralDatabases, plan: Plan, say: (line: string) => void): Promise<Figures> {
  const { seed, desks } = plan;
  const { world, db, roads, standing, close } = await openStage(databases, { seed, servers: 2 });
  try {
    world.begin({ ...size, desks }, roads);
    await world.busy();
    const ways = { backend: 0, postmaster: 0, all: 0, immediate: 0 };
    let runs = 0;
    for (; goesOn(plan, runs); runs += 1) {
      await atRandomMoment(world);
      const way = world.dice.pick(['backend', 'postmaster', 'all', 'immediate'] as const) ?? 'all';
      ways[way] += 1;
      // One that is still coming up has nothing to kill yet.
      await eventually(() => killings[way](databases, db, world), 60_000);
      await worksAgain(world, db);
      if ((runs + 1) % 10 === 0) say(`seed ${seed}: ${runs + 1} kills, ${world.ledger.count('acknowledged')} acknowledged`);
    }
    await world.end();
    return { ...figuresOf(runs, await world.judge(), say), ...ways };
  } catch (error) {
    say(await standing());
    throw error;
  } finally {
    await close();
  }
}

async function atRandomMoment(world: World): Promise<void> {
  await sleep(world.dice.below(500));
  if (world.dice.chance(0.3)) return;
  await Promise.race([world.nextPush(), sleep(1000)]);
  await sleep(world.dice.below(15));
}

/** The database answers, and what people do is acknowledged again. */
async function worksAgain(world: World, db: Knex): Promise<void> {
  await eventually(async () => void (await db.raw('select 1')), 60_000);
  const before = world.ledger.count('acknowledged');
  await eventually(async () => {
    if (world.ledger.count('acknowledged') < before + 10) throw new Error('nothing is acknowledged any more');
  }, 60_000);
}

const found = z.object({ rows: z.array(z.object({ pid: z.number() })) });

const killings = {
  /** One connection's process; PostgreSQL then ends all others and recovers. */
  backend: async (_databases: CentralDatabases, db: Knex, { dice }: World): Promise<void> => {
    const pids: unknown = await db.raw("select pid from pg_stat_activity where application_name like 'otklik%' and datname = current_database() and pid <> pg_backend_pid()");
    const victim = dice.pick(found.parse(pids).rows);
    if (victim !== undefined) endNow(victim.pid);
  },
  /** Its children notice, and whoever starts it again has to wait for them. */
  postmaster: async (databases: CentralDatabases): Promise<void> => endNow(postmasterOf(databases)),
  all: async (databases: CentralDatabases): Promise<void> => stopPostgres(databases)(),
  /** Ends without a checkpoint. */
  immediate: async (databases: CentralDatabases): Promise<void> => endNow(postmasterOf(databases), 'SIGQUIT'),
};
