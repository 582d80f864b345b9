import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { quietCommand } from './quiet-command.mjs';
import { LaunchFailure } from './launch-failure.mjs';
import { say } from './say.mjs';

const aptGet = '/usr/bin/apt-get';

/** Where a program is on the search path, or undefined. */
export function findProgram(name, env = process.env) {
  const folders = (env.PATH ?? '').split(delimiter);
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const places = folders.flatMap((folder) => suffixes.map((suffix) => join(folder, name + suffix)));
  return places.find((place) => existsSync(place));
}

/** The command that a person types to install packages of the system. */
export function installCommand(packages, { hasApt = existsSync(aptGet) } = {}) {
  const names = packages.join(' ');
  return hasApt ? `sudo apt-get install ${names}` : `install ${names} with your system's package manager`;
}

/** Installs packages of the system where we may, else fails with the command that does it. */
export async function requireSystemPackages(packages, reason) {
  if (process.getuid?.() !== 0 || !existsSync(aptGet)) {
    throw new LaunchFailure(`${reason}. To go on, run: ${installCommand(packages)}`);
  }
  say(`${reason}: installing ${packages.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-o', 'DPkg::Lock::Timeout=600', '-y', '-q', '--no-install-recommends'];
  const apt = (...args) => quietCommand(aptGet, [...options, ...args], { env, what: 'installing' });
  if ((await apt('install', ...packages)).ok) return;
  // The package lists of a new machine may be empty or old.
  await apt('update');
  const { ok, output } = await apt('install', ...packages);
  if (!ok) throw new LaunchFailure(`${output}\nInstalling ${packages.join(', ')} failed.`);
}
