import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { checkout, inModules } from './checkout.mjs';
import { say } from './say.mjs';
import { readPlaywrightReport, readVitestReport } from './test-report.mjs';

const none = { passed: 0, failed: 0, skipped: [], failures: [] };
const oneFailure = { ...none, failed: 1 };
const reportFile = join(tmpdir(), `otklik-test-report-${process.pid}.json`);

const runners = {
  vitest: {
    read: readVitestReport,
    args: ({ name, filter }) => [
      inModules('vitest', 'vitest.mjs'),
      'run',
      '--config=test/vitest.config.ts',
      `--project=${name}*`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      ...(filter ? [filter] : []),
    ],
  },
  playwright: {
    read: readPlaywrightReport,
    args: ({ filter }) => [
      inModules('@playwright', 'test', 'cli.js'),
      'test',
      '--config=test/e2e/playwright.config.ts',
      '--reporter=list,json',
      ...(filter ? [filter] : []),
    ],
  },
};

/** Runs one step and counts its tests; a step that fails without a failed test counts as one failure. */
export async function runStep(step, env) {
  if (step.kind === 'build') return build();
  const runner = runners[step.kind];
  if (!runner) return (await succeeds(step.command, step.args, env)) ? none : oneFailure;
  rmSync(reportFile, { force: true });
  const ok = await succeeds(process.execPath, runner.args(step), { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile });
  const counts = existsSync(reportFile) ? runner.read(JSON.parse(readFileSync(reportFile, 'utf8'))) : none;
  rmSync(reportFile, { force: true });
  return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

async function build() {
  try {
    await ensureBuild();
    return none;
  } catch (error) {
    say(error.message);
    return oneFailure;
  }
}

/** A group of its own, so that a stopped run leaves no test behind. */
function succeeds(command, args, env) {
  const detached = process.platform !== 'win32';
  const child = spawn(command, args, { cwd: checkout, env, detached, stdio: ['ignore', 'inherit', 'inherit'] });
  const kill = () => child.pid && process.kill(detached ? -child.pid : child.pid, 'SIGTERM');
  process.once('exit', kill);
  return new Promise((resolve) => {
    const end = (ok) => {
      process.off('exit', kill);
      resolve(ok);
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
  });
}
