import inspector from 'node:inspector';
import Module, { createRequire, register } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readAppFolder } from './app-folder.mjs';
import { parseCommandLine } from './command-line.mjs';
import { createElectron } from './electron.mjs';
import { electronNames } from './electron-names.mjs';

const argv = process.argv.slice(2);
const { switches, preloads, app } = parseCommandLine(argv);
const version = readVersion();
if (switches.has('version')) {
  console.log(`v${version}`);
  process.exit(0);
}

const { appPath, main, manifest } = readAppFolder(app);
if (switches.has('inspect')) inspector.open(Number(switches.get('inspect') || 9229), '127.0.0.1', false);
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true });
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: appPath });
process.argv = [process.argv[0], ...argv];

const { electron, start } = createElectron({ appPath, manifest, switches });
serveElectronModule(electron);
for (const file of preloads) createRequire(join(appPath, 'noop.js'))(resolve(file));
try {
  await import(pathToFileURL(main).href);
} catch (error) {
  console.error('The app threw an error while it was loading\n', error);
  process.exit(1);
}
// Electron emits `ready` only after the whole main module was evaluated.
await start();

function readVersion() {
  try {
    return createRequire(join(process.cwd(), 'noop.js'))('electron/package.json').version;
  } catch {
    return '0.0.0';
  }
}

function serveElectronModule(module) {
  globalThis.electronStandIn = module;
  // Node.js 20 has no public way to answer `require`.
  const hook = '_load';
  const load = Module[hook];
  Module[hook] = function loadUnlessElectron(request, ...rest) {
    return electronNames.has(request) ? module : load.call(this, request, ...rest);
  };
  register('./module-hooks.mjs', import.meta.url);
}
