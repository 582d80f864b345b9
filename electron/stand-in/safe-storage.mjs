import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strict } from './not-implemented.mjs';

const mark = Buffer.from('s1');
const nonceLength = 12;
const tagLength = 16;

/**
 * Electron's safeStorage with a key in a file that only this person may read. It calls itself `basic_text`,
 * as Electron does where no key store of the system holds the key.
 */
export function createSafeStorage(runtime) {
  const key = () => {
    const file = join(runtime.app.getPath('userData'), 'safe-storage.key');
    if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
    return readFileSync(file);
  };
  return strict('safeStorage', {
    isEncryptionAvailable: () => runtime.ready,
    getSelectedStorageBackend: () => 'basic_text',
    setUsePlainTextEncryption: () => {},
    encryptString: (text) => seal(key(), text),
    decryptString: (sealed) => open(key(), sealed),
  });
}

function seal(key, text) {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([mark, nonce, cipher.getAuthTag(), body]);
}

function open(key, sealed) {
  const [nonceAt, tagAt] = [mark.length, mark.length + nonceLength];
  const bodyAt = tagAt + tagLength;
  if (!sealed.subarray(0, nonceAt).equals(mark)) {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
  }
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(nonceAt, tagAt));
  decipher.setAuthTag(sealed.subarray(tagAt, bodyAt));
  return Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()]).toString('utf8');
}
