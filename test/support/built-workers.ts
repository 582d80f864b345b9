import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const built = new Map<string, Promise<URL>>();

export function builtMailWorker(): Promise<URL> {
  return builtOnce('src/server/channel/email/mail-worker.ts');
}

export function builtLearningWorker(): Promise<URL> {
  return builtOnce('src/server/learning/learning-worker.ts');
}

/** A worker as one JavaScript file, built once per test process: worker threads cannot load TypeScript. */
function builtOnce(entry: string): Promise<URL> {
  const before = built.get(entry);
  if (before !== undefined) return before;
  const building = buildWorker(entry);
  built.set(entry, building);
  return building;
}

async function buildWorker(entry: string): Promise<URL> {
  const name = basename(entry, '.ts');
  const folder = mkdtempSync(join(tmpdir(), `otklik-${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      rolldownOptions: { output: { format: 'es', entryFileNames: `${name}.mjs` } },
    },
  });
  return pathToFileURL(join(folder, `${name}.mjs`));
}
