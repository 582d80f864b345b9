import { hash, verify } from '@node-rs/argon2';

/** What a person says to open their own place: the password of their account, or a PIN where somebody else keeps it. */
export type Verifier = { readonly kind: 'password' | 'pin'; readonly hash: string };

/**
 * More than the server takes: it is made once and checked by one person, and a PIN is short. Algorithm 2 is argon2id.
 */
const strength = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

export async function verifierOf(kind: Verifier['kind'], secret: string): Promise<Verifier> {
  return { kind, hash: await hash(secret.normalize('NFC'), strength) };
}

export function isRight(verifier: Verifier, secret: string): Promise<boolean> {
  return verify(verifier.hash, secret.normalize('NFC'));
}
