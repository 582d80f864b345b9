import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../bench/figures';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { eventually } from '../support/eventually';
import type { ServerProcess } from '../support/server-process';
import { goesOn, together, worldsOf, type Figures, type Plan, type Proof } from './proof';
import { openStage } from './stage';
import { figuresOf, type World } from './world';

const size = { visitors: 5, mailers: 3, pause: 1000 };

/** The longest that a desk may be away when its server is gone, in milliseconds. */
const longestAway = 5000;

/** Three processes behind a plain balancer: one is killed under load, again and again; then all are restarted in turn. */
export const severalServers: Proof = {
  plan: { runs: 20, worlds: 1, desks: 50 },
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      return together(await Promise.all(worldsOf(plan).map((share) => killOneOfThree(databases, share, say))));
    } finally {
      await databases.stop();
    }
  },
};

export async function killOneOfThree(databases: Pick<CentralDatabases, 'fresh'>, plan: Plan, say: (line: string) => void): Promise<Figures> {
  const { seed, desks } = plan;
  const { world, servers, roads, standing, close } = await openStage(databases, { seed, servers: 3 });
  const absences = new Absences();
  let runs = 0;
  try {
    world.begin({ ...size, desks }, roads, (desk, isLive) => absences.note(desk, isLive));
    await world.busy();
    const { signIns } = world;
    const killed = await absences.during(async () => {
      for (; goesOn(plan, runs); runs += 1) {
        const server = world.dice.pick(servers);
        if (server === undefined) break;
        await sleep(300 + world.dice.below(700));
        await server.kill();
        await allLive(world);
        await server.start();
        say(`seed ${seed}: kill ${runs + 1}, ${world.ledger.count('acknowledged')} acknowledged`);
      }
    });
    const restarted = await absences.during(() => restartAll(world, servers));
    await world.end();
    const late = [...killed, ...restarted].filter((away) => away > longestAway).length;
    return { ...figuresOf(runs, await world.judge(), say), late, sessions_lost: world.signIns - signIns, ...awayFigures('killed', killed), ...awayFigures('restarted', restarted) };
  } catch (error) {
    say(await standing());
    throw error;
  } finally {
    await close();
  }
}

async function restartAll(world: World, servers: readonly ServerProcess[]): Promise<void> {
  for (const server of servers) {
    await server.stop();
    await server.start();
    await allLive(world);
  }
}

async function allLive(world: World): Promise<void> {
  await eventually(async () => {
    if (!world.desks.every((desk) => desk.isLive)) throw new Error(`still away: ${world.away()}`);
  }, 60_000);
}

function awayFigures(why: string, away: readonly number[]): Record<string, number> {
  if (away.length === 0) return {};
  return { [`${why}_absences`]: away.length, [`away_ms_p50_${why}`]: Math.round(percentile(away, 0.5)), [`away_ms_max_${why}`]: Math.round(Math.max(...away)) };
}

/** How long each desk was away each time. */
class Absences {
  readonly #since = new Map<number, number>();
  #ended: number[] = [];

  note(desk: number, isLive: boolean): void {
    const since = this.#since.get(desk);
    if (!isLive) this.#since.set(desk, performance.now());
    else if (since !== undefined) this.#ended.push(performance.now() - since);
    if (isLive) this.#since.delete(desk);
  }

  async during(work: () => Promise<void>): Promise<readonly number[]> {
    this.#ended = [];
    await work();
    return this.#ended;
  }
}
