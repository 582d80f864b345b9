import type { Asked } from './crew';
import { play } from './play';

/** One process of a crew: plays the seeds that it is given, and answers with their violations. */
process.on('message', (message) => {
  // checked: sent by `crew.ts` alone
  void playAll(message as Asked).then((violations) => process.send?.(violations));
});

async function playAll({ seeds, steps }: Asked): Promise<readonly string[]> {
  const violations: string[] = [];
  for (const seed of seeds) {
    const violation = await play(seed, steps);
    if (violation !== null) violations.push(violation);
  }
  return violations;
}
