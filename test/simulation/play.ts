import { second } from '#kernel/instant';
import { deeds } from './acts';
import { calmDown } from './calm';
import { Dice } from './dice';
import { faults } from './faults';
import { Invariants } from './invariants';
import { workOnce } from './machinery';
import { Violation } from './mishaps';
import type { Plant } from './plants';
import { drawSchedule, type Kind, type Schedule, type Step } from './schedule';
import { World } from './world';

/** What went wrong, as the invariant says it, and after how many steps. */
export type Finding = { readonly what: string; readonly steps: number };

const deedsOfAll = { ...deeds, ...faults };

/** Steps between two looks at everything. */
const levelEvery = 8;

/** Plays a schedule to its end and to rest; answers the violation, or null. */
export async function playSchedule(schedule: Schedule, plant: Plant | null, say: (told: () => string) => void = silent): Promise<Finding | null> {
  return playIn(new World(schedule.company, plant, say), schedule);
}

async function playIn(world: World, schedule: Schedule): Promise<Finding | null> {
  const { say } = world;
  let done = 0;
  try {
    const invariants = new Invariants(world);
    for (const step of schedule.steps) {
      done += 1;
      await take(world, step);
      await invariants.checkAlways();
      if (done % levelEvery === 0) await invariants.checkLevel();
    }
    say(() => 'all faults end');
    world.dice = new Dice(1);
    await calmDown(world);
    invariants.checkQuiet();
    return null;
  } catch (error) {
    if (error instanceof Violation) return { what: error.message, steps: done };
    throw error;
  }
}

async function take(world: World, step: Step): Promise<void> {
  world.dice = new Dice(step.roll);
  world.uptime += world.dice.below(second);
  world.say(() => `${step.act} (${step.work})`);
  await deedsOfAll[step.act](world, step);
  for (let piece = 0; piece < step.work; piece += 1) await workOnce(world);
  world.forgetClosed();
}

function silent(): void {
  return undefined;
}

export type Played = { readonly violation: string | null; readonly permissionChanges: number };

/** Plays the world of a seed; a violation comes back as a sentence with its seed. */
export async function playWorld({ seed, steps, kind }: { readonly seed: number; readonly steps: number; readonly kind: Kind }, plant: Plant | null): Promise<Played> {
  const schedule = drawSchedule(seed, steps, kind);
  const world = new World(schedule.company, plant, silent);
  try {
    const finding = await playIn(world, schedule);
    return { violation: finding === null ? null : `seed ${seed}: ${finding.what}`, permissionChanges: world.permissionChanges };
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  }
}

export async function play(seed: number, steps: number, plant: Plant | null = null): Promise<string | null> {
  return (await playWorld({ seed, steps, kind: 'everyday' }, plant)).violation;
}
