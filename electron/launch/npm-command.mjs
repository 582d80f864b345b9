import { basename } from 'node:path';
import { findNodeHeaders } from './node-headers.mjs';

// What npm tells the script that it runs; a second npm below it must not take it for its own settings.
const ofOuterRun = /^npm_(lifecycle_|package_|command$|execpath$|node_execpath$|config_local_prefix$|config_prefix$)/i;

/** The environment of an npm that runs inside `npm start`. */
export function npmEnvironment(env = process.env, headers = findNodeHeaders()) {
  const kept = Object.entries(env).filter(([name]) => !ofOuterRun.test(name) && name !== 'INIT_CWD');
  const nodedir = env.npm_config_nodedir ?? headers;
  return {
    ...Object.fromEntries(kept),
    JOBS: env.JOBS ?? 'max',
    ...(nodedir ? { npm_config_nodedir: nodedir } : {}),
  };
}

/** How to call npm: the one that runs us, else the one on the search path. */
export function npmCommand(args, env = process.env) {
  const running = env.npm_execpath;
  if (running && basename(running) === 'npm-cli.js') return { command: process.execPath, args: [running, ...args] };
  return { command: 'npm', args };
}
