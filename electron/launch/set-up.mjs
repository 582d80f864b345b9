import { findDesktopRuntime } from './desktop-runtime.mjs';
import { requireNode } from './node-version.mjs';
import { packagesAreFresh, setUpPackages } from './packages.mjs';
import { ensureBuild } from './build.mjs';
import { whileLocked } from './set-up-lock.mjs';

/** Installs what is missing; resolves to what opens a window, if one is asked for. */
export async function setUp({ window = false, build = false } = {}) {
  requireNode();
  return whileLocked(async () => {
    if (!packagesAreFresh()) await setUpPackages();
    const runtime = window ? await findDesktopRuntime() : undefined;
    if (build) await ensureBuild();
    return runtime;
  });
}
