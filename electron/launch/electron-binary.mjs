import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, inModules } from './checkout.mjs';
import { say } from './say.mjs';

const checkEvery = 1000;
const silenceAllowed = 20_000;
const absentFile = inModules('.electron-is-absent');
const downloadFolder = inModules('.electron-download');

/** The real Electron of this checkout, or undefined; it is fetched once, and a failure is remembered. */
export async function findElectronBinary() {
  const found = installedBinary();
  if (found || existsSync(absentFile)) return found;
  say('Fetching Electron …');
  await fetchBinary();
  const fetched = installedBinary();
  if (!fetched) writeFileSync(absentFile, 'Electron could not be fetched. Remove this file to try again.\n');
  return fetched;
}

function installedBinary() {
  const pathFile = inModules('electron', 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const file = inModules('electron', 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(file) && runs(file) ? file : undefined;
}

/** A binary without the libraries that it needs from the system does not even run as Node.js. */
function runs(file) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return spawnSync(file, ['-e', '0'], { env, stdio: 'ignore', timeout: silenceAllowed }).status === 0;
}

/** Lets Electron's own installer work for as long as its download grows. */
async function fetchBinary() {
  mkdirSync(downloadFolder, { recursive: true });
  const env = { ...process.env, TMPDIR: downloadFolder, TEMP: downloadFolder, TMP: downloadFolder };
  delete env.ELECTRON_OVERRIDE_DIST_PATH;
  const child = spawn(process.execPath, [inModules('electron', 'install.js')], { cwd: checkout, env, stdio: 'ignore' });
  let size = 0;
  let grewAt = performance.now();
  const watching = setInterval(() => {
    const now = folderSize(downloadFolder);
    if (now !== size) grewAt = performance.now();
    size = now;
    if (performance.now() - grewAt > silenceAllowed) child.kill('SIGKILL');
  }, checkEvery);
  await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watching);
  rmSync(downloadFolder, { recursive: true, force: true });
}

function folderSize(folder) {
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  return files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}
