import { findChromium } from '../stand-in/chromium-path.mjs';
import { inCheckout } from './checkout.mjs';
import { findElectronBinary } from './electron-binary.mjs';
import { requireSystemPackages } from './system-packages.mjs';

/** The folder that takes the place of Electron's own. */
export const standInFolder = inCheckout('electron', 'stand-in');

/** What opens the workstation's window: Electron, or the stand-in on Chromium where Electron cannot be had. */
export async function findDesktopRuntime() {
  const forced = process.env.OTKLIK_RUNTIME === 'stand-in';
  const binary = forced ? undefined : await findElectronBinary();
  if (binary) return { kind: 'electron', executable: binary };
  if (!findChromium()) {
    const reason = 'Electron could not be fetched, and there is no Chromium to run on instead';
    await requireSystemPackages(['chromium', 'fonts-noto-core'], reason);
  }
  return { kind: 'stand-in', executable: inCheckout('electron', 'stand-in', 'electron'), chromium: findChromium() };
}

/** The command line that opens an app. Chromium's sandbox does not work for root. */
export function desktopCommand({ kind, executable }, app, { root = process.getuid?.() === 0 } = {}) {
  return { command: executable, args: kind === 'electron' && root ? ['--no-sandbox', app] : [app] };
}
