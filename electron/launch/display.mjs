import { spawn } from 'node:child_process';
import { findProgram, requireSystemPackages } from './system-packages.mjs';
import { LaunchFailure } from './launch-failure.mjs';

/** Whether windows can be shown to somebody. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * A screen that nobody sees, for machines without a display. Xvfb itself, not xvfb-run, which does not pass
 * signals on; it chooses a free display number and tells it.
 */
export async function startVirtualDisplay() {
  if (!findProgram('Xvfb')) await requireSystemPackages(['xvfb'], 'There is no display, and no virtual one can be made');
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const display = await new Promise((resolve, reject) => {
    child.stdio[3].once('data', (chunk) => resolve(`:${String(chunk).trim()}`));
    child.once('exit', (code) => reject(new LaunchFailure(`The virtual display ended at once (${code}).`)));
    child.once('error', reject);
  });
  return { child, display };
}
