import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkout } from './checkout.mjs';
import { desktopCommand } from './desktop-runtime.mjs';
import { LogFile } from './log-file.mjs';
import { profileOf } from './person-at-the-desk.mjs';

/** Opens the workstation's window on a server. */
export function startWindow({ family, runtime, data, server, person, lang, display, app }) {
  const log = new LogFile(join(data, 'logs', 'window.log'));
  const { command, args } = desktopCommand(runtime, app);
  mkdirSync(profileOf(data, person), { recursive: true, mode: 0o700 });
  const env = windowEnvironment({ data, server, person, lang, display });
  const child = family.spawn(command, args, { cwd: checkout, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => log.write(line));
  }
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, reason: error.message }));
    child.once('exit', (code, signal) => resolve({ code: code ?? 1, reason: String(code ?? signal) }));
  });
  // A second start of the same app makes the first one show its window.
  const show = () => spawn(command, args, { cwd: checkout, env, stdio: 'ignore' }).on('error', () => {});
  return { ended, show, log };
}

function windowEnvironment({ data, server, person, lang, display }) {
  return {
    ...process.env,
    ELECTRON_STAND_IN_NODE: process.execPath,
    OTKLIK_DATA: data,
    OTKLIK_PROFILE: profileOf(data, person),
    OTKLIK_SERVER: server,
    OTKLIK_LANG: lang,
    ...(person ? { OTKLIK_SIGN_IN: `${person.email}:${person.password}` } : {}),
    ...(display ? { DISPLAY: display } : {}),
  };
}
