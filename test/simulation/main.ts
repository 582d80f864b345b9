import { parseArgs } from 'node:util';
import { playTogether } from './crew';
import { playSchedule } from './play';
import { isPlant } from './plants';
import { drawSchedule, writtenSchedule, type Kind } from './schedule';
import { shrink } from './shrink';
import { tellStory } from './story';

/**
 * `npm run sim -- --seeds 10000 --steps 500`, or `--seed 8841` to see one world again, made small when it fails. With
 * `--permissions`, worlds in which who may see what changes all the time.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '100' },
    steps: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    plant: { type: 'string' },
    permissions: { type: 'boolean', default: false },
  },
});

const steps = Number(values.steps);
const kind: Kind = values.permissions ? 'permissions' : 'everyday';
const plant = values.plant !== undefined && isPlant(values.plant) ? values.plant : null;

async function showOne(seed: number): Promise<boolean> {
  const schedule = drawSchedule(seed, steps, kind);
  if ((await playSchedule(schedule, plant)) === null) {
    console.log(`seed ${seed}: everything holds`);
    return true;
  }
  const small = await shrink(schedule, plant);
  const told = await tellStory(small.schedule, plant);
  console.log([...told, '', writtenSchedule(small.schedule), '', `found by: npm run sim -- --seed ${seed} --steps ${steps}${values.permissions ? ' --permissions' : ''}; made small in ${small.tries} tries`].join('\n'));
  return false;
}

async function showMany(): Promise<boolean> {
  const { seeds, permissionChanges, violations, seconds } = await playTogether({ from: Number(values.from), count: Number(values.seeds), steps, kind }, (violation) => console.log(violation));
  const foreign = violations.filter((violation) => violation.includes('may not be seen')).length;
  const figures = { seeds, steps, violations: violations.length, seconds };
  console.log(JSON.stringify(values.permissions ? { ...figures, permission_changes: permissionChanges, foreign_rows: foreign } : figures));
  return violations.length === 0;
}

process.exitCode = (await (values.seed === undefined ? showMany() : showOne(Number(values.seed)))) ? 0 : 1;
