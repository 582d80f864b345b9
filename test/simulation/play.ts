import { Violation, type Plant } from './plants';
import { World } from './world';

/** Plays one seeded world; a violation comes back as a sentence with its seed. */
export async function play(seed: number, steps: number, plant: Plant | null = null): Promise<string | null> {
  try {
    await new World(seed, plant).run(steps);
    return null;
  } catch (error) {
    if (error instanceof Violation) return `seed ${seed}: ${error.message}`;
    throw new Error(`seed ${seed}`, { cause: error });
  }
}
