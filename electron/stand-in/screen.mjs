import { EventEmitter } from 'node:events';
import { strictInstances } from './not-implemented.mjs';

const area = { x: 0, y: 0, width: 1440, height: 900 };
const display = {
  id: 1,
  label: 'stand-in',
  bounds: area,
  workArea: area,
  size: { width: area.width, height: area.height },
  workAreaSize: { width: area.width, height: area.height },
  scaleFactor: 1,
};

/** Electron's screen: one display of a fixed size. */
export class Screen extends EventEmitter {
  getPrimaryDisplay() {
    return display;
  }

  getAllDisplays() {
    return [display];
  }

  getDisplayMatching() {
    return display;
  }

  getDisplayNearestPoint() {
    return display;
  }
}
strictInstances(Screen, 'screen');
