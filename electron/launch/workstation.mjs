import { join } from 'node:path';
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { keepServer } from './kept-server.mjs';
import { LaunchFailure } from './launch-failure.mjs';
import { personAtTheDesk } from './person-at-the-desk.mjs';
import { ProcessFamily } from './process-family.mjs';
import { ProgressLine } from './progress-line.mjs';
import { RunningCopy } from './running-copy.mjs';
import { say } from './say.mjs';
import { startServer } from './server-process.mjs';
import { onStopWanted } from './stop-signals.mjs';
import { startWindow } from './window-process.mjs';

/**
 * Runs the server and the window on it until the window ends or somebody stops us, and leaves no process behind.
 * A run that finds another one on the same data only makes that one show its window. Resolves to an exit code.
 */
export async function runWorkstation({ options, data, prepare, serverProgram, app }) {
  const copy = new RunningCopy(data);
  const running = await copy.claim();
  if (running) {
    await running.show();
    say('Otklik is already running; its window is shown.');
    return 0;
  }
  const family = new ProcessFamily();
  const begun = { stop: () => {} };
  const working = work({ options, data, prepare, serverProgram, app, copy, family, begun });
  const { code, message } = await Promise.race([stopWanted(family), working]);
  if (message) say(message);
  begun.stop();
  await family.endAll();
  copy.release();
  return code;
}

function stopWanted(family) {
  return new Promise((resolve) => {
    const stop = () => resolve({ code: 0 });
    const kill = () => {
      family.killAll();
      process.exit(1);
    };
    onStopWanted(stop, kill);
  });
}

async function work({ options, data, prepare, serverProgram, app, copy, family, begun }) {
  const { role, lang, empty, speed } = options;
  try {
    const runtime = await prepare();
    if (runtime.kind === 'stand-in') say('Electron is not available here, so the workstation runs on Chromium.');
    const display = hasDisplay() ? undefined : await openVirtualDisplay(family);
    const serving = { family, data, lang, empty, speed, program: serverProgram };
    const server = await openServer(serving);
    const kept = keepServer(server, (ports) => startServer({ ...serving, ports, onProgress: () => {} }));
    begun.stop = kept.stop;
    const person = personAtTheDesk(server, role);
    const window = startWindow({ family, runtime, data, server: server.url, person, lang, display, app });
    copy.onShow(window.show);
    summarise({ server, person, data });
    return await Promise.race([window.ended.then(windowOutcome(window.log)), kept.ended.then(serverOutcome(server.log))]);
  } catch (error) {
    return { code: 1, message: error instanceof LaunchFailure ? error.message : error.stack };
  }
}

async function openVirtualDisplay(family) {
  const { child, display } = await startVirtualDisplay();
  family.adopt(child);
  say(`There is no display here, so the window is on a virtual one, ${display}.`);
  return display;
}

async function openServer(options) {
  say('Starting the server …');
  const progress = new ProgressLine();
  try {
    return await startServer({ ...options, onProgress: (step) => progress.show(step) });
  } finally {
    progress.end();
  }
}

function summarise({ server: { url, people, smtpPort }, person, data }) {
  const lines = [`  Server            ${url}`];
  if (smtpPort) lines.push(`  Mail comes in at  ${new URL(url).hostname}:${smtpPort} (SMTP)`);
  if (people.length > 0) lines.push(`  Demo shop page    ${url}/demo`);
  if (person) lines.push(`  Signed in as      ${person.email} (${person.role})`);
  if (person?.passwordIn) lines.push(`  Its password is in ${person.passwordIn}`);
  if (people.length > 0) lines.push(`  All passwords     ${join(data, 'demo.json')}`);
  lines.push(`  Data and logs     ${data}`, '  Close the window or press Ctrl-C to stop.');
  say(`\n${lines.join('\n')}\n`);
}

const windowOutcome =
  (log) =>
  ({ code, reason }) =>
    code === 0 ? { code } : { code: 1, message: endedUnexpectedly('window', log, reason) };

const serverOutcome = (log) => (reason) => ({ code: 1, message: endedUnexpectedly('server', log, reason) });

function endedUnexpectedly(what, log, reason) {
  return `${log.lastLines}\nThe ${what} ended unexpectedly (${reason}). Its log: ${log.path}`;
}
