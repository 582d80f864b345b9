import type { Holder } from '#db/central/factors';
import { createHash, randomBytes } from 'node:crypto';
import { base32 } from './totp';

const count = 10;
const bytesOfCode = 10;

/** Ten codes of 80 random bits each: no list of hashes is worth trying against. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: count }, () => inGroups(base32(randomBytes(bytesOfCode)).toLowerCase()));
}

/** Letters of any case, with or without what stands between the groups. */
export function recoveryHash({ tenant, person }: Holder, code: string): string {
  const plain = code.replaceAll(/[\s-]/g, '').toUpperCase();
  return createHash('sha256').update(`otklik recovery\n${tenant}\n${person}\n${plain}`).digest('hex');
}

/** How long a code is that cannot be meant as one of the app. */
export function looksLikeRecovery(code: string): boolean {
  return code.replaceAll(/[\s-]/g, '').length > bytesOfCode;
}

function inGroups(code: string): string {
  return code.replaceAll(/.{4}(?=.)/g, '$&-');
}
