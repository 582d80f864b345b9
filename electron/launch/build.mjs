import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkout, inCheckout, inModules } from './checkout.mjs';
import { LaunchFailure } from './launch-failure.mjs';
import { quietCommand } from './quiet-command.mjs';
import { say } from './say.mjs';

const sources = ['src', 'db', 'renderer', 'electron/main', 'electron/desk', 'electron/preload'];
const settings = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json'];
const widgetConfig = 'src/widget/vite.config.ts';
const stampFile = inCheckout('out', '.built');

/** Builds out/ when a source changed since the last build. */
export async function ensureBuild() {
  const wanted = fingerprint(checkout, [...sources, ...settings]);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  say('Building …');
  const began = performance.now();
  await vite(inModules('electron-vite', 'bin', 'electron-vite.js'), ['build', '--logLevel', 'warn']);
  if (existsSync(inCheckout(widgetConfig))) {
    await vite(inModules('vite', 'bin', 'vite.js'), ['build', '--config', widgetConfig, '--logLevel', 'warn']);
  }
  mkdirSync(inCheckout('out'), { recursive: true });
  writeFileSync(stampFile, wanted);
  say(`Built in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
}

/** Names a state of files by their paths, sizes and times. */
export function fingerprint(folder, names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesIn(join(folder, name))).sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(folder, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesIn(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
}

async function vite(program, args) {
  const { ok, output } = await quietCommand(process.execPath, [program, ...args], { what: 'building' });
  if (!ok) throw new LaunchFailure(`${output}\nThe build failed.`);
}
