import type { Bridge } from '#contract/bridge';

declare global {
  interface Window {
    readonly otklik: Bridge;
  }
}

/** The only way out of the window. */
export const bridge: Bridge = {
  ask: (name, input) => window.otklik.ask(name, input),
  watch: (name, input, show) => window.otklik.watch(name, input, show),
};
