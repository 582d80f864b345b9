import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares what somebody showed with what they should know, in the same time whatever they showed. */
export function equalSecrets(given: string, own: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(own));
}
