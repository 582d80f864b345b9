import { mkdirSync } from 'node:fs';
import { inCheckout } from './checkout.mjs';
import { dataFolder } from './data-folder.mjs';
import { run } from './launch-failure.mjs';
import { requireNode } from './node-version.mjs';
import { outliveTerminal } from './say.mjs';
import { setUp } from './set-up.mjs';
import { readStartOptions } from './start-options.mjs';
import { runWorkstation } from './workstation.mjs';

outliveTerminal();
await run(async () => {
  requireNode();
  const options = readStartOptions(process.argv.slice(2));
  const data = dataFolder();
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const code = await runWorkstation({
    options,
    data,
    prepare: () => setUp({ window: true, build: true }),
    serverProgram: inCheckout('out', 'main', 'server.js'),
    app: '.',
  });
  process.exit(code);
});
