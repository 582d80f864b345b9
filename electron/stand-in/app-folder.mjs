import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Finds what `electron <app>` means: a folder with a package.json, or a single file. */
export function readAppFolder(argument) {
  const target = resolve(argument);
  if (statSync(target).isDirectory()) {
    const manifest = readManifest(target) ?? {};
    return { appPath: target, main: resolve(target, manifest.main ?? 'index.js'), manifest };
  }
  return { appPath: dirname(target), main: target, manifest: nearestManifest(dirname(target)) };
}

function nearestManifest(folder) {
  const parent = dirname(folder);
  return readManifest(folder) ?? (parent === folder ? {} : nearestManifest(parent));
}

function readManifest(folder) {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
