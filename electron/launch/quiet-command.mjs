import { spawn } from 'node:child_process';
import { checkout } from './checkout.mjs';
import { say } from './say.mjs';

const tellEvery = 20_000;
const keptCharacters = 6000;

/** Runs a long command without its noise: it tells from time to time that it goes on, and keeps the end of the output. */
export function quietCommand(command, args, { what, env = process.env } = {}) {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const ticking = setInterval(() => what && say(`  still ${what} (${seconds()} s)`), tellEvery);
  return new Promise((resolve) => {
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-keptCharacters));
    const shell = process.platform === 'win32' && !command.endsWith('.exe');
    // A group of its own, so that the command ends with everything it started when we end early.
    const detached = process.platform !== 'win32';
    const child = spawn(command, args, { cwd: checkout, env, shell, detached, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = () => child.pid && process.kill(detached ? -child.pid : child.pid);
    process.once('exit', kill);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = (ok) => {
      clearInterval(ticking);
      process.off('exit', kill);
      resolve({ ok, output, seconds: seconds() });
    };
    child.once('error', (error) => {
      keep(error.message);
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}
