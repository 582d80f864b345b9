/** The DOM types of TypeScript know these sinks as plain strings, and so does this declaration. */
export type TextPolicy = { createHTML(text: string): string };
export type ScriptPolicy = { createScriptURL(address: string): string };
type Factory = { createPolicy<Policy extends TextPolicy | ScriptPolicy>(name: string, policy: Policy): Policy };

declare global {
  interface Window {
    readonly trustedTypes?: Factory;
  }
}

/**
 * Mantine fills its style elements through innerHTML, which trusted types refuse. This default policy lets through
 * what holds no markup, and so lets style sheets pass and nothing else.
 */
export function trustTextWithoutMarkup(): void {
  window.trustedTypes?.createPolicy('default', {
    createHTML(text) {
      if (text.includes('<')) throw new TypeError('markup outside the mail frame');
      return text;
    },
  });
}
