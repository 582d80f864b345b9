import { EventEmitter } from 'node:events';
import { strictInstances } from './not-implemented.mjs';

/** Electron's powerMonitor: a test sets how long the person was idle, and emits `suspend` and `resume` itself. */
export class PowerMonitor extends EventEmitter {
  #recordings;

  constructor(recordings) {
    super();
    this.#recordings = recordings;
  }

  getSystemIdleTime() {
    return this.#recordings.idleSeconds;
  }

  getSystemIdleState(threshold) {
    return this.getSystemIdleTime() >= threshold ? 'idle' : 'active';
  }

  isOnBatteryPower() {
    return false;
  }
}
strictInstances(PowerMonitor, 'powerMonitor');
