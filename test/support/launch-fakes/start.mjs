import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '../../../electron/launch/launch-failure.mjs';
import { outliveTerminal } from '../../../electron/launch/say.mjs';
import { runWorkstation } from '../../../electron/launch/workstation.mjs';

/** The launcher with a server and a window that are quick to start. */
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const data = process.env.OTKLIK_DATA;

outliveTerminal();
await run(async () => {
  mkdirSync(data, { recursive: true });
  const code = await runWorkstation({
    options: { role: 'agent', lang: 'ru', empty: false },
    data,
    prepare: async () => ({ kind: 'stand-in', executable: path('../../../electron/stand-in/electron') }),
    serverProgram: path('./server.mjs'),
    app: path('.'),
  });
  process.exit(code);
});
