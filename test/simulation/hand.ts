import type { Answered, Asked } from './crew';
import { playWorld } from './play';

/** One process of a crew: plays the seeds that it is given, and answers with what it saw. */
process.on('message', (message) => {
  // checked: sent by `crew.ts` alone
  void playAll(message as Asked).then((answered) => process.send?.(answered));
});

async function playAll({ seeds, steps, kind }: Asked): Promise<Answered> {
  const violations: string[] = [];
  let permissionChanges = 0;
  for (const seed of seeds) {
    const played = await playWorld({ seed, steps, kind }, null);
    permissionChanges += played.permissionChanges;
    if (played.violation !== null) violations.push(played.violation);
  }
  return { violations, permissionChanges };
}
