import { bridgeDouble } from './double';
import type { DoubleStart } from './start';

declare global {
  interface Window {
    readonly doubleStart: DoubleStart;
  }
}

Object.defineProperty(window, 'otklik', { value: bridgeDouble(window.doubleStart) });
