import { inCheckout } from './checkout.mjs';
import { runInOurPlace } from './inherited-command.mjs';
import { run } from './launch-failure.mjs';
import { setUp } from './set-up.mjs';

await run(async () => {
  await setUp({ build: true });
  // The server ends when its channel to us does, so it does not outlive a killed npm.
  const env = { ...process.env, OTKLIK_PARENT: '1' };
  runInOurPlace(['--enable-source-maps', inCheckout('out', 'main', 'server.js'), ...process.argv.slice(2)], env);
});
