import { parseArgs } from 'node:util';
import { playTogether } from './crew';
import { playSchedule } from './play';
import { isPlant } from './plants';
import { drawSchedule, writtenSchedule } from './schedule';
import { shrink } from './shrink';
import { tellStory } from './story';

/** `npm run sim -- --seeds 10000 --steps 500`, or `--seed 8841` to see one world again, made small when it fails. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '100' },
    steps: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    plant: { type: 'string' },
  },
});

const steps = Number(values.steps);
const plant = values.plant !== undefined && isPlant(values.plant) ? values.plant : null;

async function showOne(seed: number): Promise<boolean> {
  const schedule = drawSchedule(seed, steps);
  if ((await playSchedule(schedule, plant)) === null) {
    console.log(`seed ${seed}: everything holds`);
    return true;
  }
  const small = await shrink(schedule, plant);
  const told = await tellStory(small.schedule, plant);
  console.log([...told, '', writtenSchedule(small.schedule), '', `found by: npm run sim -- --seed ${seed} --steps ${steps}; made small in ${small.tries} tries`].join('\n'));
  return false;
}

async function showMany(): Promise<boolean> {
  const figures = await playTogether({ from: Number(values.from), count: Number(values.seeds), steps }, (violation) => console.log(violation));
  console.log(JSON.stringify(figures));
  return figures.violations === 0;
}

process.exitCode = (await (values.seed === undefined ? showMany() : showOne(Number(values.seed)))) ? 0 : 1;
