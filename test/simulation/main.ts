import { parseArgs } from 'node:util';
import { play } from './play';

/** `npm run sim -- --seeds 1000 --steps 500`, or `--seed 8841` to see one world again. */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, seeds: { type: 'string', default: '100' }, steps: { type: 'string', default: '500' }, from: { type: 'string', default: '1' } },
});

const steps = Number(values.steps);
const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
let violations = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const violation = await play(seed, steps);
  if (violation === null) continue;
  violations += 1;
  console.log(violation);
}
console.log(JSON.stringify({ seeds: count, steps, violations }));
process.exitCode = violations === 0 ? 0 : 1;
