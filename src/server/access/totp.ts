import { second, type Instant } from '#kernel/instant';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** RFC 6238 with what every authenticator app assumes: SHA-1, six digits, steps of 30 seconds. */
const stepLength = 30 * second;
const digits = 6;

/** A clock that is one step behind or ahead still agrees with ours. */
const drift = 1;

export function stepAt(now: Instant): number {
  return Math.floor(now / stepLength);
}

/** RFC 4226: the code of one step. */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const at = mac.readUInt8(mac.length - 1) & 0x0f;
  const number = mac.readUInt32BE(at) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is, near the present one; null when it is no code of theirs. */
export function stepOf(secret: Buffer, code: string, now: Instant): number | null {
  const given = Buffer.from(code.replaceAll(/[\s-]/g, ''));
  let found: number | null = null;
  for (let step = stepAt(now) - drift; step <= stepAt(now) + drift; step += 1) {
    const expected = Buffer.from(codeOf(secret, step));
    if (given.length === expected.length && timingSafeEqual(given, expected)) found ??= step;
  }
  return found;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 without padding: how people type secrets. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += letters.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + letters.charAt((held << (5 - bits)) & 31);
}

/** What an authenticator app reads from the picture. */
export function enrolmentUri(secret: Buffer, email: string): string {
  const label = encodeURIComponent(`Otklik:${email}`);
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=Otklik&algorithm=SHA1&digits=${digits}&period=${stepLength / second}`;
}
