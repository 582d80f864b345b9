import { codeOf, stepAt } from '#server/access/totp';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An authenticator app with a typed key. A code of a later step counts one step early and is never used up before. */
export function authenticator(key: string): { readonly code: (stepsLater: number) => string } {
  const secret = bytesOf(key.replaceAll(/\s/g, ''));
  const start = stepAt(Date.now());
  return { code: (stepsLater) => codeOf(secret, start + stepsLater) };
}

function bytesOf(typed: string): Buffer {
  const bits = [...typed].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(Array.from({ length: Math.floor(bits.length / 8) }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2)));
}
