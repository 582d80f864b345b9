import { parseArgs } from 'node:util';
import { play, playSchedule } from './play';
import { isPlant } from './plants';
import { drawSchedule, writtenSchedule } from './schedule';
import { shrink } from './shrink';
import { tellStory } from './story';

/** `npm run sim -- --seeds 1000 --steps 500`, or `--seed 8841` to see one world again, made small. */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, seeds: { type: 'string', default: '100' }, steps: { type: 'string', default: '500' }, from: { type: 'string', default: '1' }, plant: { type: 'string' } },
});

const steps = Number(values.steps);
const plant = values.plant !== undefined && isPlant(values.plant) ? values.plant : null;

async function showOne(seed: number): Promise<void> {
  const schedule = drawSchedule(seed, steps);
  const finding = await playSchedule(schedule, plant);
  if (finding === null) return console.log(`seed ${seed}: everything holds`);
  const shrunk = await shrink(schedule, plant);
  console.log([...(await tellStory(shrunk.schedule, plant)), '', writtenSchedule(shrunk.schedule), `${shrunk.tries} tries; npm run sim -- --seed ${seed} --steps ${steps}`].join('\n'));
  process.exitCode = 1;
}

async function playAll(): Promise<void> {
  const first = Number(values.from);
  const count = Number(values.seeds);
  let violations = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    const violation = await play(seed, steps, plant);
    if (violation === null) continue;
    violations += 1;
    console.log(violation);
  }
  console.log(JSON.stringify({ seeds: count, steps, violations }));
  process.exitCode = violations === 0 ? 0 : 1;
}

await (values.seed === undefined ? playAll() : showOne(Number(values.seed)));
