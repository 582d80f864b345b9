import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

let built: Promise<URL> | null = null;

/** The mail worker as one JavaScript file, built once per test process: worker threads cannot load TypeScript. */
export function builtMailWorker(): Promise<URL> {
  built ??= buildWorker();
  return built;
}

async function buildWorker(): Promise<URL> {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-mail-worker-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: 'src/server/channel/email/mail-worker.ts',
      outDir: folder,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'mail-worker.mjs' } },
    },
  });
  return pathToFileURL(join(folder, 'mail-worker.mjs'));
}
