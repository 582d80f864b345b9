import type { ChildProcess } from 'node:child_process';
import { plainModule } from '../support/plain-module';

type Runtime = { readonly kind: 'electron' | 'stand-in' };
type Family = { readonly adopt: (child: ChildProcess) => unknown; readonly endAll: () => Promise<void> };

/** Makes windows possible in this process: real Electron where it is, else the stand-in, each as the tests use it. Resolves to how to end it. */
export async function prepareDesktop(): Promise<() => Promise<void>> {
  const { findDesktopRuntime } = await plainModule<{ findDesktopRuntime: () => Promise<Runtime> }>('launch/desktop-runtime.mjs');
  const { desktopTestEnvironment } = await plainModule<{ desktopTestEnvironment: (runtime: Runtime, family: Family) => Promise<Record<string, string>> }>(
    'launch/desktop-test-environment.mjs',
  );
  const { ProcessFamily } = await plainModule<{ ProcessFamily: new () => Family }>('launch/process-family.mjs');
  const family = new ProcessFamily();
  const runtime = await findDesktopRuntime();
  Object.assign(process.env, await desktopTestEnvironment(runtime, family));
  console.error(`The window runs on ${runtime.kind}.`);
  return () => family.endAll();
}
