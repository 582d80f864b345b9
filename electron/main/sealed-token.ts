import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SealedAs } from '#contract/bridge';
import { safeStorage } from 'electron';
import { z } from 'zod';
import { log } from './log';

const sealed = z.discriminatedUnion('keeper', [
  z.object({ keeper: z.literal('system'), backend: z.string(), sealed: z.string() }),
  z.object({ keeper: z.literal('file'), backend: z.string(), token: z.string() }),
]);

export type SealedToken = {
  /** `file`: this system has no key store, the token lies in a file that only its person can read. */
  readonly keeper: () => 'system' | 'file';
  /** `isLost`: something lies there, and the key store does not open it. */
  readonly read: () => { readonly sealed: string | null; readonly isLost: boolean };
  readonly write: (token: string | null) => SealedAs;
};

/** Keeps what the desk seals at rest (a refresh token, and what opens the place without a network): sealed by the system's key store, or in a private file where there is none. */
export function sealedToken(file: string): SealedToken {
  return {
    keeper: () => store().keeper,
    read: () => read(file),
    write: (token) => {
      try {
        if (token === null) return forget(file);
        write(file, token);
        return 'given';
      } catch {
        // A full disk, or a key store that says no. What lay there is outlived, and would be taken for a thief's: the next start asks for the password.
        log({ event: 'keyStore', what: 'unwritten', detail: '' });
        return forget(file);
      }
    },
  };
}

/** `basic_text` seals with a password that everybody knows: that is no seal. */
function store(): { readonly keeper: 'system' | 'file'; readonly backend: string } {
  if (!safeStorage.isEncryptionAvailable()) return { keeper: 'file', backend: 'none' };
  if (process.platform !== 'linux') return { keeper: 'system', backend: process.platform };
  const backend = safeStorage.getSelectedStorageBackend();
  return { keeper: backend === 'basic_text' || backend === 'unknown' ? 'file' : 'system', backend };
}

function read(file: string): ReturnType<SealedToken['read']> {
  try {
    const kept = sealed.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { sealed: kept.keeper === 'file' ? kept.token : safeStorage.decryptString(Buffer.from(kept.sealed, 'base64')), isLost: false };
  } catch (error) {
    const isLost = !isAbsent(error);
    if (isLost) log({ event: 'keyStore', what: 'unreadable', detail: '' });
    return { sealed: null, isLost };
  }
}

/** Written beside and renamed over, so that a crash leaves the old token or the new one. */
function write(file: string, token: string): void {
  const { keeper, backend } = store();
  const kept = keeper === 'file' ? { keeper, backend, token } : { keeper, backend, sealed: safeStorage.encryptString(token).toString('base64') };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  log({ event: 'keyStore', what: keeper, detail: backend });
}

/** Also what a crash left beside it. */
function forget(file: string): SealedAs {
  const left = [file, `${file}.new`].filter((one) => !isRemoved(one));
  if (left.length > 0) log({ event: 'keyStore', what: 'unremoved', detail: '' });
  return left.includes(file) ? 'before' : 'absent';
}

function isRemoved(file: string): boolean {
  try {
    rmSync(file, { force: true });
    return true;
  } catch {
    return false;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
