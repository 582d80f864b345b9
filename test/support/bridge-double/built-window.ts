import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { plainModule } from '../plain-module';

const { fingerprint } = await plainModule<{ fingerprint: (folder: string, names: readonly string[]) => string }>('launch/build.mjs');

const root = fileURLToPath(new URL('../../..', import.meta.url));
const sources = ['renderer', 'src', 'test/support/bridge-double', 'package-lock.json'];
const kept = join(root, 'out', 'drawn');

/** The folder of the window and its double, built once for each state of what they are made of: files that run one after another build nothing. */
export async function builtWindow(): Promise<string> {
  const wanted = join(kept, fingerprint(root, sources));
  if (existsSync(wanted)) return wanted;
  await mkdir(kept, { recursive: true });
  const made = await mkdtemp(join(kept, 'begun-'));
  await build({ configFile: false, root: join(root, 'renderer'), base: './', logLevel: 'error', build: { outDir: join(made, 'page') } });
  const entry = join(root, 'test/support/bridge-double/entry.ts');
  await build({ configFile: false, root, logLevel: 'error', build: { outDir: join(made, 'double'), lib: { entry, formats: ['iife'], name: 'double', fileName: () => 'double.js' } } });
  // Whoever built the same beside this one and was sooner is right as well.
  await rename(made, wanted).catch(() => rm(made, { recursive: true, force: true }));
  await forgetAllBut(wanted);
  return wanted;
}

async function forgetAllBut(wanted: string): Promise<void> {
  const old = (await readdir(kept)).filter((name) => name !== basename(wanted) && !name.startsWith('begun-'));
  for (const name of old) await rm(join(kept, name), { recursive: true, force: true });
}
