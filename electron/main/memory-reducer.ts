import type { App } from 'electron';

/**
 * A window in which somebody pauses is taken for idle, and its whole memory is then collected and moved together in one task: 24 ms of
 * processor time and 64 by the clock were seen while somebody typed. What a page collects in small steps as it works is enough here;
 * the price is some memory that goes back to the system later. Before the app is ready.
 */
export function leaveMemoryReducerOut(app: App): void {
  app.commandLine.appendSwitch('js-flags', '--no-memory-reducer');
}
