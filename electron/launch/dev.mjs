import { inModules } from './checkout.mjs';
import { runInOurPlace } from './inherited-command.mjs';
import { run } from './launch-failure.mjs';
import { setUp } from './set-up.mjs';

await run(async () => {
  const runtime = await setUp({ window: true });
  const env = { ...process.env, ELECTRON_EXEC_PATH: runtime.executable, ELECTRON_STAND_IN_NODE: process.execPath };
  runInOurPlace([inModules('electron-vite', 'bin', 'electron-vite.js'), 'dev', ...process.argv.slice(2)], env);
});
