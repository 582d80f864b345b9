import type { Bridge } from '#contract/bridge';

/** What a hostile script finds in the window. */
declare global {
  interface Window {
    readonly otklik: Bridge;
    readonly trustedTypes?: { createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): string } };
  }
}

export type HostileView = Window;
