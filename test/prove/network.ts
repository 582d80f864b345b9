import { setTimeout as sleep } from 'node:timers/promises';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { fates, faultyProxy, type FaultyProxy, type Weather } from '../support/faulty-proxy';
import { Dice } from '../simulation/dice';
import { goesOn, together, worldsOf, type Figures, type Plan, type Proof } from './proof';
import { openStage } from './stage';
import { figuresOf } from './world';

const size = { visitors: 4, mailers: 3, pause: 400 };

/** Every connection of desks, pages and mail servers meets its own weather; a run is a connection that met its fate. */
export const network: Proof = {
  plan: { runs: 1500, worlds: 1, desks: 24 },
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      return together(await Promise.all(worldsOf(plan).map((share) => cutNetwork(databases, share, say))));
    } finally {
      await databases.stop();
    }
  },
};

export async function cutNetwork(databases: Pick<CentralDatabases, 'fresh'>, plan: Plan, say: (line: string) => void): Promise<Figures> {
  const { seed, desks } = plan;
  const { world, front, door, standing, close } = await openStage(databases, { seed, servers: 2 });
  const dice = new Dice(seed);
  const proxies = await Promise.all([front.port, door.port].map((port) => faultyProxy(port, () => weather(dice))));
  try {
    const [web, mail] = proxies;
    const address = `http://127.0.0.1:${web?.port ?? 0}`;
    world.begin({ ...size, desks }, { desk: () => address, page: () => address, smtp: () => mail?.port ?? 0 });
    await world.busy();
    const signIns = world.signIns;
    for (const proxy of proxies) proxy.turn('storm');
    let told = 0;
    while (goesOn(plan, cutsOf(proxies))) {
      await sleep(200);
      if (cutsOf(proxies) < told + 100) continue;
      told += 100;
      say(`seed ${seed}: ${cutsOf(proxies)} cuts, ${world.ledger.count('acknowledged')} acknowledged`);
    }
    const met = Object.fromEntries(fates.map((fate) => [fate.replace(/\W/g, '_'), countOf(proxies, fate)]));
    const cuts = cutsOf(proxies);
    for (const proxy of proxies) proxy.turn('fair');
    await world.end();
    return { ...figuresOf(cuts, await world.judge(), say), ...met, sessions_lost: world.signIns - signIns };
  } catch (error) {
    say(await standing());
    throw error;
  } finally {
    await close();
    await Promise.all(proxies.map((proxy) => proxy.close()));
  }
}

/** Roads that seem open and carry nothing are found by their silence after 25 s, so they come less often than cuts. */
function weather(dice: Dice): Weather {
  const isSilent = dice.chance(0.12);
  const fate = dice.pick(isSilent ? fates.slice(3) : fates.slice(0, 3)) ?? 'reset';
  return {
    fate,
    after: 200 + dice.below(4000),
    latency: dice.chance(0.4) ? dice.below(150) : 0,
    trickle: dice.chance(0.15) ? 16 + dice.below(400) : 0,
  };
}

function cutsOf(proxies: readonly FaultyProxy[]): number {
  return fates.reduce((sum, fate) => sum + countOf(proxies, fate), 0);
}

function countOf(proxies: readonly FaultyProxy[], fate: (typeof fates)[number]): number {
  return proxies.reduce((sum, { met }) => sum + (met.get(fate) ?? 0), 0);
}
