import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Secrets that the database keeps are sealed with AES-256-GCM by a key that lies outside it. What is sealed is bound to
 * its purpose: a secret that was moved to another row does not open.
 */
export type Sealing = {
  readonly seal: (purpose: string, plain: string) => string;
  readonly open: (purpose: string, sealed: string) => string;
  /** False for what an older key sealed: it opens, and is worth sealing anew. */
  readonly isPresent: (sealed: string) => boolean;
};

/** What the database holds was sealed by a key that this server was not given. */
export class WrongKeyError extends Error {
  override readonly name = 'WrongKeyError';
  /** Stands in the log in place of the message. */
  readonly code = 'OTKLIK_KEY or sealing.key is not the key that sealed the secrets of this database';
}

const scheme = 'sealed1';
const bytesOfKey = 32;
const bytesOfNonce = 12;
const bytesOfTag = 16;

/** The first key seals; the others only open what they sealed in their time. */
export function createSealing(keys: readonly [Buffer, ...Buffer[]]): Sealing {
  const [present] = keys;
  const byName = new Map(keys.map((key) => [nameOf(key), key]));
  return {
    seal: (purpose, plain) => {
      const nonce = randomBytes(bytesOfNonce);
      const cipher = createCipheriv('aes-256-gcm', present, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${scheme}.${nameOf(present)}.${body.toString('base64url')}`;
    },
    open: (purpose, sealed) => {
      const [form, name = '', body = ''] = sealed.split('.');
      const key = byName.get(name);
      if (form !== scheme || key === undefined) throw new WrongKeyError();
      return opened(key, purpose, Buffer.from(body, 'base64url'));
    },
    isPresent: (sealed) => sealed.startsWith(`${scheme}.${nameOf(present)}.`),
  };
}

/** Null for what was sealed by a key that this server was not given. */
export function openIfKnown(sealing: Sealing, purpose: string, sealed: string): string | null {
  try {
    return sealing.open(purpose, sealed);
  } catch (error) {
    if (error instanceof WrongKeyError) return null;
    throw error;
  }
}

export function isSealed(text: string): boolean {
  return text.startsWith(`${scheme}.`);
}

/** A key of base64 as a person or a file gives it; null when it is none. */
export function keyFrom(text: string): Buffer | null {
  const key = Buffer.from(text.trim(), 'base64');
  return key.length === bytesOfKey ? key : null;
}

export function newKey(): string {
  return randomBytes(bytesOfKey).toString('base64');
}

function opened(key: Buffer, purpose: string, body: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, bytesOfNonce), { authTagLength: bytesOfTag }).setAAD(Buffer.from(purpose));
  try {
    decipher.setAuthTag(body.subarray(-bytesOfTag));
    return Buffer.concat([decipher.update(body.subarray(bytesOfNonce, -bytesOfTag)), decipher.final()]).toString('utf8');
  } catch {
    throw new WrongKeyError();
  }
}

/** Names a key without telling anything of it. */
function nameOf(key: Buffer): string {
  return createHash('sha256').update('otklik sealing key').update(key).digest('hex').slice(0, 8);
}
