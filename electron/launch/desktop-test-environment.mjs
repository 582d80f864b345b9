import { standInFolder } from './desktop-runtime.mjs';
import { hasDisplay, startVirtualDisplay } from './display.mjs';

/** What tests that open windows need in their environment: the stand-in without a screen, or Electron with one. */
export async function desktopTestEnvironment({ kind }, family) {
  if (kind === 'stand-in') {
    return {
      ELECTRON_OVERRIDE_DIST_PATH: standInFolder,
      ELECTRON_STAND_IN_NODE: process.execPath,
      ELECTRON_STAND_IN_HEADLESS: process.env.ELECTRON_STAND_IN_HEADLESS ?? '1',
    };
  }
  if (hasDisplay()) return {};
  const { child, display } = await startVirtualDisplay();
  family.adopt(child);
  return { DISPLAY: display };
}
