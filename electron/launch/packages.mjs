import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { checkout, inCheckout, inModules } from './checkout.mjs';
import { matchesLockFile } from './installed-packages.mjs';
import { LaunchFailure } from './launch-failure.mjs';
import { npmCommand, npmEnvironment } from './npm-command.mjs';
import { quietCommand } from './quiet-command.mjs';
import { say } from './say.mjs';
import { findProgram, requireSystemPackages } from './system-packages.mjs';

const compilers = ['g++', 'make', 'python3'];
const stampFile = inModules('.set-up-stamp');

/** Whether the packages were set up for this lock file and this Node.js. */
export function packagesAreFresh() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();
}

/** Brings node_modules in line with the lock file, and the SQLite driver with this Node.js. */
export async function setUpPackages() {
  if (!isInstalled() || !sqliteLoads()) await install();
  writeFileSync(stampFile, stamp());
}

async function install() {
  say('Installing packages (the first time this takes a minute or two) …');
  let result = await npm('ci');
  if ((!result.ok || !sqliteLoads()) && missingCompilers().length > 0) {
    await requireSystemPackages(missingCompilers(), 'The SQLite driver has to be compiled here');
    result = await npm('ci');
  }
  if (!result.ok) throw new LaunchFailure(`${result.output}\nInstalling the packages failed.`);
  if (!sqliteLoads()) await rebuildSqlite();
  say(`Packages are installed (${result.seconds} s).`);
}

async function rebuildSqlite() {
  say('Compiling the SQLite driver for this Node.js …');
  const { ok, output } = await npm('rebuild', 'sqlite3');
  if (!ok || !sqliteLoads()) throw new LaunchFailure(`${output}\nThe SQLite driver does not load.`);
}

function npm(...words) {
  const options = ['--include=dev', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const { command, args } = npmCommand([...words, ...options]);
  return quietCommand(command, args, { env: npmEnvironment(), what: 'installing' });
}

function missingCompilers() {
  return compilers.filter((program) => !findProgram(program));
}

function isInstalled() {
  const kept = inModules('.package-lock.json');
  if (!existsSync(kept)) return false;
  const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
  return matchesLockFile(read(inCheckout('package-lock.json')), read(kept));
}

function sqliteLoads() {
  const probe = "new (require('sqlite3').Database)(':memory:').get('select 1', (error) => process.exit(error ? 1 : 0))";
  return spawnSync(process.execPath, ['-e', probe], { cwd: checkout, stdio: 'ignore' }).status === 0;
}

function stamp() {
  const { platform, arch, versions } = process;
  return createHash('sha256')
    .update(readFileSync(inCheckout('package-lock.json')))
    .update(`${platform} ${arch} ${versions.modules}`)
    .digest('hex');
}
