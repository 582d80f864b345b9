import { inModules } from './checkout.mjs';
import { runInOurPlace } from './inherited-command.mjs';
import { LaunchFailure, run } from './launch-failure.mjs';
import { setUp } from './set-up.mjs';

await run(async () => {
  const [file, ...args] = process.argv.slice(2);
  if (!file) throw new LaunchFailure('Name the TypeScript file to run.');
  await setUp({ build: true });
  runInOurPlace([inModules('tsx', 'dist', 'cli.mjs'), file, ...args]);
});
