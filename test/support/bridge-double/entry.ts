import { bridgeDouble, type DoubleStart } from './double';

declare global {
  interface Window {
    readonly doubleStart: DoubleStart;
  }
}

Object.defineProperty(window, 'otklik', { value: bridgeDouble(window.doubleStart) });
