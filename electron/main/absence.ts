import type { ToDesk } from '#contract/bridge';
import { powerMonitor } from 'electron';

/** How often the system is asked for how long nobody touched it, in milliseconds. */
const askEvery = 10_000;

/** Tells the desk that the person went away; the desk decides what that means. Call when the app is ready. */
export function tellAbsence(tell: (message: ToDesk) => void): void {
  powerMonitor.on('lock-screen', () => tell({ t: 'lock' }));
  powerMonitor.on('suspend', () => tell({ t: 'lock' }));
  setInterval(() => tell({ t: 'idle', seconds: powerMonitor.getSystemIdleTime() }), askEvery).unref();
}
