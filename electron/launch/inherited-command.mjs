import { spawn } from 'node:child_process';
import { checkout } from './checkout.mjs';

/** Runs a program in our place: its output, its signals, its exit code. */
export function runInOurPlace(args, env = process.env) {
  const child = spawn(process.execPath, args, { cwd: checkout, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
