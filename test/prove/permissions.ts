import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningServer } from '#server/start-server';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { startTestServer } from '../support/central-server';
import { PermissionWorld } from './permission-world';
import { goesOn, together, type Figures, type Plan, type Proof } from './proof';

/** Files in memory, where the system has such a folder: nothing here is about power cuts. */
const memory = '/dev/shm';

/** Worlds on one database: companies that are over still take part in what is done for all. */
const worldsEach = 200;

/** Small companies in which who may see what changes all the time, and the product's desks over real files: what may not be seen is in no byte of them. */
export const permissions: Proof = {
  plan: { runs: 2000, worlds: 1, desks: 4 },
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      const seen: Figures[] = [];
      for (let begun = 0; goesOn(plan, begun); begun += worldsEach) {
        const part = { ...plan, seed: plan.seed + begun, runs: Math.min(worldsEach, plan.runs - begun) };
        seen.push(await changePermissions(databases, part, say));
        say(`so far: ${JSON.stringify(together(seen))}`);
      }
      return together(seen);
    } finally {
      await databases.stop();
    }
  },
};

/** Each run is a world of its own seed; `desks` of them are played beside each other. */
export async function changePermissions(databases: Pick<CentralDatabases, 'fresh'>, plan: Plan, say: (line: string) => void): Promise<Figures> {
  const server = await startTestServer((await databases.fresh()).url);
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'otklik-permissions-'));
  const seen: Figures[] = [];
  let begun = 0;
  const play = async (): Promise<void> => {
    while (goesOn(plan, begun)) {
      const seed = plan.seed + begun;
      begun += 1;
      seen.push(await playOne(server, { seed, home: join(folder, String(seed)) }, say));
    }
  };
  try {
    await Promise.all(Array.from({ length: plan.desks }, play));
    return { foreign_rows: 0, foreign_bytes: 0, permission_changes: 0, ...together(seen) };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function playOne(server: RunningServer, { seed, home }: { readonly seed: number; readonly home: string }, say: (line: string) => void): Promise<Figures> {
  const world = await PermissionWorld.found(server, { seed, home });
  try {
    await world.play();
  } catch (error) {
    world.broke(error);
  } finally {
    await world.end();
  }
  for (const line of world.wrong) say(`seed ${seed}: ${line}`);
  return world.figures;
}
